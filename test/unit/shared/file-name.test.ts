import { describe, expect, it } from 'vitest';
import { fileNameFault, safeFileName } from '../../../src/shared/file-name.ts';

describe('the name of a file', () => {
  it.each(['CON', 'nul', 'aux.json', 'Com1', 'lpt9.tar.gz', 'con .txt', 'COM¹', 'conout$', 'PRN'])(
    'is refused where Windows keeps it for a device: %s',
    (name) => expect(fileNameFault(name)).toBe('device'),
  );

  it.each(['console.json', 'com10', 'auxiliary', '実験 🍵.keras', 'a#b%2e.json', 'com', '.hidden', '%41'])(
    'is free to be anything else: %s',
    (name) => expect(fileNameFault(name)).toBeNull(),
  );

  it.each([
    ['', 'empty'],
    ['ends.', 'ending'],
    ['ends ', 'ending'],
    ['line\nbreak', 'control'],
    ['nul\u0000', 'control'],
    ['x'.repeat(256), 'too-long'],
    ['畳'.repeat(86), 'too-long'],
    ['🍵'.repeat(64), 'too-long'],
  ])('says what is wrong with it', (name, fault) => expect(fileNameFault(name)).toBe(fault));

  it('may be as long as a file system allows', () => {
    expect(fileNameFault('x'.repeat(255))).toBeNull();
    expect(fileNameFault('畳'.repeat(85))).toBeNull();
  });
});

describe('a name that the page suggests', () => {
  it.each([
    ['tatami-run.json', 'tatami-run.json'],
    ['混同行列 12.csv', '混同行列 12.csv'],
    ['/etc/passwd', '-etc-passwd'],
    ['..\\..\\run.json', '-..-run.json'],
    ['a:b*c?.png', 'a-b-c-.png'],
    ['CON.json', 'tatami-CON.json'],
    ['...', 'tatami-'],
    ['line\nbreak.svg', 'line-break.svg'],
  ])('leads nowhere else: %s', (suggested, name) => {
    expect(safeFileName(suggested)).toBe(name);
  });

  it('is no longer than a file system allows, and no character is cut in two', () => {
    expect(safeFileName('x'.repeat(500))).toHaveLength(120);
    expect(safeFileName('🍵'.repeat(100))).toBe('🍵'.repeat(50));
  });
});
