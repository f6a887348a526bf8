import { describe, expect, it } from 'vitest';
import { Terminal } from '../../../../src/main/cli/terminal.ts';

/** A stream that keeps what is written. */
class Sheet {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 20;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}

function terminalWith(
  options: { isTTY?: boolean; isJson?: boolean; environment?: Record<string, string> } = {},
): { terminal: Terminal; stdout: Sheet; stderr: Sheet } {
  const stdout = new Sheet(options.isTTY);
  const stderr = new Sheet(options.isTTY);
  const { isJson = false, environment = {} } = options;
  return { terminal: new Terminal({ stdout, stderr, environment, isJson }), stdout, stderr };
}

describe('the terminal', () => {
  it('sends results to stdout and messages to stderr', () => {
    const { terminal, stdout, stderr } = terminalWith();
    terminal.print('result');
    terminal.say('message');
    expect([stdout.text, stderr.text]).toEqual(['result\n', 'message\n']);
  });

  it('keeps stdout for the one document with --json', () => {
    const { terminal, stdout, stderr } = terminalWith({ isJson: true });
    terminal.print('result');
    terminal.document({ loss: NaN, ok: true });
    expect(JSON.parse(stdout.text)).toEqual({ loss: null, ok: true });
    expect(stderr.text).toBe('result\n');
  });

  it('writes no control code where it is not on a terminal', () => {
    const { terminal, stdout, stderr } = terminalWith();
    terminal.live('working');
    terminal.print(terminal.paint('good', 'done'));
    expect([stdout.text, stderr.text]).toEqual(['done\n', '']);
  });

  it('writes no control code with NO_COLOR or on a dumb terminal', () => {
    for (const environment of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const { terminal, stderr } = terminalWith({ isTTY: true, environment });
      terminal.live('working');
      terminal.say(terminal.paintMessage('bad', 'done'));
      expect(stderr.text).toBe('done\n');
    }
  });

  it('replaces the live line, cuts it to the width and removes it before other lines', () => {
    const { terminal, stderr } = terminalWith({ isTTY: true });
    terminal.live('a line that is far too long');
    terminal.say('done');
    expect(stderr.text).toBe('\ra line that is far…\u001b[K\r\u001b[Kdone\n');
  });

  it('colours on a terminal', () => {
    const { terminal } = terminalWith({ isTTY: true });
    expect(terminal.paint('good', 'done')).toBe('\u001b[32mdone\u001b[39m');
  });
});
