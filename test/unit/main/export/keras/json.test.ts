import { describe, expect, it } from 'vitest';
import { asciiJson, pythonJson } from '../../../../../src/main/export/keras/json.ts';

describe('JSON for Keras', () => {
  it('writes floats with a point and counts without one', () => {
    const config = { learning_rate: 1, units: 3, kernel_size: [2, 2], epsilon: 1e-7, values: [1, 0.5], k: 5 };
    expect(pythonJson(config)).toBe(
      '{"learning_rate": 1.0, "units": 3, "kernel_size": [2, 2], "epsilon": 1e-7, "values": [1.0, 0.5], "k": 5}',
    );
  });

  it('is ASCII, whatever a text holds', () => {
    expect(pythonJson({ 名: '畳 🐈 "' })).toBe('{"\\u540d": "\\u7573 \\ud83d\\udc08 \\""}');
    expect(JSON.parse(asciiJson(JSON.stringify(['畳', '🐈'])))).toEqual(['畳', '🐈']);
  });
});
