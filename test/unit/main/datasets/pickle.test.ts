import { describe, expect, it } from 'vitest';
import { readPickle } from '../../../../src/main/datasets/cifar/pickle.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

const text = (value: string) =>
  Buffer.concat([Buffer.from('U'), Buffer.of(value.length), Buffer.from(value, 'latin1')]);
const pickle = (...parts: (string | Buffer)[]) =>
  Buffer.concat(
    ['\x80\x02', ...parts, '.'].map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

/** The operations with which numpy stores an array of 2 rows of 2 bytes. */
function array(module: string, type = 'u1', content = 'abcd'): (string | Buffer)[] {
  return [
    `c${module}\n_reconstruct\ncnumpy\nndarray\nK\x00\x85`,
    text('b'),
    '\x87R(K\x01K\x02K\x02\x86cnumpy\ndtype\n',
    text(type),
    'K\x00K\x01\x87R(K\x03',
    text('|'),
    'NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T\x04\x00\x00\x00',
    content,
    'tb',
  ];
}

const refused = (bytes: Buffer) => {
  try {
    readPickle(bytes, 'train');
  } catch (error) {
    return error instanceof LabError ? `${error.code} ${String(error.details['found'])}` : error;
  }
  return 'it was read';
};

describe('the pickles of CIFAR', () => {
  it('are read: text, lists of numbers, and arrays of old and new numpy', () => {
    for (const module of ['numpy.core.multiarray', 'numpy._core.multiarray']) {
      const bytes = pickle(
        '}(',
        text('labels'),
        ']q\x01(K\x07M\x01\x02J\xff\xff\xff\xffe',
        text('data'),
        ...array(module),
        'u',
      );
      const values = readPickle(bytes, 'train');
      expect(values.get('labels')).toEqual([7, 513, -1]);
      expect(values.get('data')).toEqual({ kind: 'array', shape: [2, 2], data: Buffer.from('abcd') });
    }
  });

  it.each([
    'os system',
    'builtins eval',
    'posix system',
    'numpy load',
    '__builtin__ exec',
    'constructor prototype',
  ])('are refused when they name %s', (name) => {
    const [module, member] = name.split(' ');
    expect(refused(pickle(`c${module}\n${member}\n`, text('x'), '\x85R'))).toBe(
      `data.pickle-refused ${name}`,
    );
  });

  it.each([
    ['NEWOBJ', '}}\x81', '0x81'],
    ['INST', '(ios\nsystem\n', '0x69'],
    ['OBJ', '(o', '0x6f'],
    ['STACK_GLOBAL', '\x93', '0x93'],
    ['PERSID', 'Pid\n', '0x50'],
    ['EXT1', '\x82\x01', '0x82'],
    ['LONG1', '\x8a\x01\x05', '0x8a'],
    ['a call of a list', ']]R', 'REDUCE'],
    ['building a dictionary', '}}b', 'BUILD'],
    ['an empty stack', 'a', 'an empty stack'],
    ['a missing mark', '}e', 'no mark'],
    ['an unknown memo', 'h\x07', 'memo 7'],
    ['a list as the whole', ']', 'object'],
    ['a key that is no text', '}(K\x01K\x02u', 'a key that is not text'],
  ])('are refused with %s', (_, operations, found) => {
    expect(refused(pickle(operations))).toBe(`data.pickle-refused ${found}`);
  });

  it('are refused when an array is of another type or has another number of bytes', () => {
    const module = 'numpy.core.multiarray';
    expect(refused(pickle('}(', text('data'), ...array(module, 'f4'), 'u'))).toContain('not uint8');
    const long = pickle(
      '}(',
      text('data'),
      ...array(module).map((part) => (part === 'K\x02K\x02\x86' ? '' : part)),
    );
    expect(refused(long.subarray(0, -9))).toMatch(/^data\.(cut-off|pickle-refused)/);
  });

  it('are refused, wherever they are cut off, with a named error', () => {
    const whole = pickle('}(', text('data'), ...array('numpy.core.multiarray'), 'u');
    for (let length = 0; length < whole.length; length++) {
      expect(refused(whole.subarray(0, length))).toMatch(/^data\.(cut-off|pickle-refused)/);
    }
  });

  it('survive lists nested two million deep', () => {
    const deep = Buffer.alloc(4_000_000, ']');
    expect(refused(pickle(deep))).toBe('data.pickle-refused more than 2,000,000 items');
  });
});
