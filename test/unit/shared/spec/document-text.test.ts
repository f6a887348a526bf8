import { describe, expect, it } from 'vitest';
import { MOST_LEVELS, parseDocumentText } from '../../../../src/shared/spec/document-text.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('The text of a document', () => {
  it.each([
    'null',
    '{"a": [1, {"b": "}\\"{"}], "b": {"a": 1}}',
    '[{"a": 1}, {"a": 2}]',
    '{"a:": "b:", "a": ""}',
  ])('%s is read as JSON', (text) => {
    expect(parseDocumentText(text)).toStrictEqual(JSON.parse(text));
  });

  it.each([
    '',
    '{',
    "{'a': 1}",
    '{"a": 1,}',
    '{"a": NaN}',
    '{"a": 01}',
    '\uFEFF\uFEFF{}',
    '{\0}',
    'undefined',
    '// c\n{}',
  ])('%j is refused as not JSON', (text) => {
    expect(() => parseDocumentText(text)).toThrow(expect.objectContaining({ code: 'spec.not-json' }));
  });

  it.each([
    '{"a": 1, "a": 2}',
    '[{"x": {"b": 1, "c": {}, "b": 2}}]',
    '{"a": 1, "\\u0061": 2}',
    '{"": 1, "" : 2}',
  ])('%s is refused for a key that appears twice', (text) => {
    expect(() => parseDocumentText(text)).toThrow(expect.objectContaining({ code: 'spec.duplicate-key' }));
  });

  it('may be nested to the limit and not beyond, however deep it goes', () => {
    expect(() => parseDocumentText(nested(MOST_LEVELS))).not.toThrow();
    for (const levels of [MOST_LEVELS + 1, 10_000, 400_000]) {
      expect(() => parseDocumentText(nested(levels))).toThrow(
        expect.objectContaining({ code: 'spec.too-deep' }),
      );
    }
  });

  it('of a million characters is read or refused within seconds', () => {
    const start = performance.now();
    parseDocumentText(`"${'\\\\'.repeat(499_999)}"`);
    parseDocumentText(`[${'{"a":1},'.repeat(100_000)}0]`);
    expect(() => parseDocumentText('"'.repeat(999_999))).toThrow(
      expect.objectContaining({ code: 'spec.not-json' }),
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
