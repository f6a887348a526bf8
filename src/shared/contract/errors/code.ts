/** Errors of Keras code that a user writes beside the model. */
import type { ErrorEntry } from './entry.ts';

/** Codes `code.*`. */
export const codeErrors = {
  'code.syntax': {
    message: {
      en: 'Python cannot read this: {found}.',
      ja: 'Python の文として読めません：{found}',
    },
    hint: {
      en: 'Look for a missing bracket, comma or quotation mark here or just before.',
      ja: 'ここか直前に、かっこ・コンマ・引用符の抜けがないか確かめてください。',
    },
  },
  'code.no-model': {
    message: {
      en: 'There is no model: no Sequential([…]) with layers.',
      ja: 'モデルがありません（層を並べた Sequential([…]) が見つかりません）。',
    },
    hint: {
      en: 'Write model = Sequential([Input((28, 28, 1)), Dense(10), …]).',
      ja: 'model = Sequential([Input((28, 28, 1)), Dense(10), …]) と書いてください。',
    },
  },
  'code.not-a-value': {
    message: {
      en: '{found} is not a value that can be read here.',
      ja: '{found} は、ここで読み取れる値ではありません。',
    },
    hint: {
      en: 'Write numbers, texts, True, False, None, tuples of these, or the call of a class.',
      ja: '数値・文字列・True・False・None、それらのタプル、クラスの呼び出しのいずれかで書いてください。',
    },
  },
  'code.not-a-layer': {
    message: { en: '{found} is not a layer.', ja: '{found} は層ではありません。' },
    hint: {
      en: 'Write the call of a layer class, such as Dense(10).',
      ja: 'Dense(10) のように、層のクラスの呼び出しを書いてください。',
    },
  },
  'code.too-many-arguments': {
    message: {
      en: '{name} takes at most {most} arguments without a name.',
      ja: '{name} に名前なしで渡せる引数は {most} 個までです。',
    },
    hint: {
      en: 'Write the name before it, such as activation="relu".',
      ja: 'activation="relu" のように、名前を付けて書いてください。',
    },
  },
  'code.argument-order': {
    message: {
      en: 'An argument without a name stands after one with a name.',
      ja: '名前付きの引数の後に、名前のない引数があります。',
    },
    hint: {
      en: 'Give it a name too, or move it to the front.',
      ja: '名前を付けるか、前に移してください。',
    },
  },
  'code.argument-twice': {
    message: { en: 'The argument {name} is given twice.', ja: '引数 {name} が 2 回指定されています。' },
    hint: { en: 'Keep one of them.', ja: 'どちらか 1 つにしてください。' },
  },
  'code.not-supported': {
    message: { en: 'Tatami cannot do {found}.', ja: 'Tatami は {found} に対応していません。' },
    hint: { en: 'Leave it out.', ja: '取り除いてください。' },
  },
  'code.statement': {
    message: {
      en: 'The model cannot be read from loops and conditions: {found}.',
      ja: '繰り返しや条件の文からモデルは読み取れません：{found}',
    },
    hint: {
      en: 'Write every layer out in Sequential([…]).',
      ja: 'すべての層を Sequential([…]) の中に書き並べてください。',
    },
  },
  'code.input-shape': {
    message: {
      en: 'The pictures of the data set are {expected}, not {found}.',
      ja: 'データセットの画像の大きさは {expected} で、{found} ではありません。',
    },
    hint: {
      en: 'Write Input({expected}), or choose another data set.',
      ja: 'Input({expected}) と書くか、別のデータセットを選んでください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
