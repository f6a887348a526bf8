/** What can be missing after set-up: reason codes with a message and a hint in English and Japanese. */

/** @typedef {{ en: string, ja: string }} Words */
/** @typedef {'en' | 'ja'} Language */
/** @typedef {Readonly<Record<string, string | number>>} Details */

/**
 * Every reason code: what is missing and, unless that is plain, what to do. `{name}` is replaced by the detail of that
 * name.
 *
 * @satisfies {Record<string, { message: Words, hint?: Words }>}
 */
export const problems = {
  'no-npm': {
    message: { en: 'npm was not found.', ja: 'npm が見つかりません。' },
    hint: {
      en: 'Install Node.js with npm from https://nodejs.org and run `npm run setup` again.',
      ja: 'https://nodejs.org から npm を含む Node.js をインストールし、もう一度 `npm run setup` を実行してください。',
    },
  },
  'npm-failed': {
    message: {
      en: 'npm could not install the packages ({problem}).',
      ja: 'npm がパッケージをインストールできませんでした（{problem}）。',
    },
    hint: {
      en: 'Without internet, copy node_modules from a machine of the same kind; otherwise check the network and run `npm run setup` again. npm’s words are in {log}.',
      ja: 'インターネットがない場合は、同じ種類のコンピューターから node_modules をコピーしてください。ある場合は接続を確認して、もう一度 `npm run setup` を実行してください。npm の出力は {log} にあります。',
    },
  },
  'old-node': {
    message: {
      en: 'Tatami needs Node.js {needed}; here is {found}, and a local copy could not be used.',
      ja: 'Tatami には Node.js {needed} が必要です。現在は {found} で、プロジェクト内の Node.js も使えませんでした。',
    },
    hint: {
      en: 'Install Node.js {needed} from https://nodejs.org and run `npm run setup` again.',
      ja: 'https://nodejs.org から Node.js {needed} をインストールし、もう一度 `npm run setup` を実行してください。',
    },
  },
  'needs-packages': {
    message: {
      en: 'Not tried, because the npm packages are missing.',
      ja: 'npm パッケージがないため、実行していません。',
    },
  },
  'needs-tensorflow': {
    message: {
      en: 'Not tried, because libtensorflow is missing.',
      ja: 'libtensorflow がないため、実行していません。',
    },
  },
  'old-glibc': {
    message: {
      en: 'The C library of this Linux is too old: glibc {found}, {what} needs {needed}.',
      ja: 'この Linux の C ライブラリーが古すぎます。glibc {found} ですが、{what} には {needed} が必要です。',
    },
    hint: {
      en: 'Use a newer Linux (Debian 12, Ubuntu 22.04, Fedora 35 or later).',
      ja: '新しい Linux（Debian 12、Ubuntu 22.04、Fedora 35 以降）を使ってください。',
    },
  },
  musl: {
    message: {
      en: 'This Linux uses musl (such as Alpine); TensorFlow is made for glibc only.',
      ja: 'この Linux は musl を使っています（Alpine など）。TensorFlow は glibc 用しかありません。',
    },
    hint: {
      en: 'Use Debian, Ubuntu, Fedora or another Linux with glibc.',
      ja: 'Debian、Ubuntu、Fedora など glibc を使う Linux を使ってください。',
    },
  },
  'no-avx': {
    message: {
      en: 'This processor has no AVX instructions, without which TensorFlow {version} cannot run.',
      ja: 'このプロセッサーには AVX 命令がないため、TensorFlow {version} は動きません。',
    },
    hint: {
      en: 'Training needs a processor of 2012 or later. In a virtual machine, pass the host’s CPU features through.',
      ja: '学習には 2012 年以降のプロセッサーが必要です。仮想マシンの場合は、ホストの CPU 機能を渡す設定にしてください。',
    },
  },
  'no-wheel': {
    message: {
      en: 'There is no TensorFlow {version} for {platform} that Tatami can use.',
      ja: '{platform} 用で Tatami が使える TensorFlow {version} はありません。',
    },
    hint: {
      en: 'On Windows use WSL 2 with Ubuntu, where set-up works as on Linux; else name a folder that holds libtensorflow in TATAMI_TENSORFLOW_DIR.',
      ja: 'Windows では、Linux と同じように使える WSL 2（Ubuntu）をお使いください。それ以外では、libtensorflow のあるフォルダーを TATAMI_TENSORFLOW_DIR に指定してください。',
    },
  },
  'bad-folder': {
    message: {
      en: 'TATAMI_TENSORFLOW_DIR names {folder}, but neither the libraries ({expected}) nor {wheel} is there.',
      ja: 'TATAMI_TENSORFLOW_DIR で指定された {folder} に、ライブラリー（{expected}）も {wheel} もありません。',
    },
    hint: {
      en: 'Put the libraries or the wheel into that folder, or unset the variable.',
      ja: 'そのフォルダーにライブラリーか wheel ファイルを置くか、変数の指定を外してください。',
    },
  },
  'no-source': {
    message: {
      en: 'libtensorflow {version} could not be downloaded: {problem}.',
      ja: 'libtensorflow {version} をダウンロードできませんでした：{problem}',
    },
    hint: {
      en: 'With internet: install pip (Debian, Ubuntu: `sudo apt-get install python3-pip`) and run `npm run setup` again. Without: fetch {wheel} from PyPI elsewhere, put it into a folder and name that folder in TATAMI_TENSORFLOW_DIR.',
      ja: 'インターネットがある場合は、pip をインストールして（Debian、Ubuntu では `sudo apt-get install python3-pip`）、もう一度 `npm run setup` を実行してください。ない場合は、別のコンピューターで PyPI から {wheel} を入手してフォルダーに置き、TATAMI_TENSORFLOW_DIR にそのフォルダーを指定してください。',
    },
  },
  'no-cuda': {
    message: {
      en: 'The CUDA libraries for TensorFlow could not be downloaded: {problem}.',
      ja: 'TensorFlow 用の CUDA ライブラリーをダウンロードできませんでした：{problem}',
    },
    hint: {
      en: 'Run `npm run setup` again, or set TATAMI_TENSORFLOW=cpu to train on the processor.',
      ja: 'もう一度 `npm run setup` を実行するか、TATAMI_TENSORFLOW=cpu を設定して CPU で学習してください。',
    },
  },
  'wrong-hash': {
    message: {
      en: '{file} is not the file that Tatami expects (SHA-256 {found}, expected {expected}); it is not used.',
      ja: '{file} は想定したファイルではありません（SHA-256 {found}、期待値 {expected}）。使用しません。',
    },
    hint: {
      en: 'Run `npm run setup` again. If it stays so, a proxy or mirror changes the file.',
      ja: 'もう一度 `npm run setup` を実行してください。繰り返す場合は、プロキシーやミラーがファイルを書き換えています。',
    },
  },
  'disk-full': {
    message: {
      en: 'The disk of {folder} has {free} MB free; {needed} MB are needed.',
      ja: '{folder} のディスクの空きは {free} MB ですが、{needed} MB 必要です。',
    },
    hint: {
      en: 'Make room, or name a folder on another disk in TATAMI_CACHE.',
      ja: '空きを作るか、別のディスクのフォルダーを TATAMI_CACHE に指定してください。',
    },
  },
  'disk-filled': {
    message: { en: 'The disk of {folder} became full.', ja: '{folder} のディスクがいっぱいになりました。' },
    hint: {
      en: 'Make room, or name a folder on another disk in TATAMI_CACHE, and run `npm run setup` again.',
      ja: '空きを作るか、別のディスクのフォルダーを TATAMI_CACHE に指定して、もう一度 `npm run setup` を実行してください。',
    },
  },
  'not-writable': {
    message: {
      en: '{folder} cannot be written ({problem}).',
      ja: '{folder} に書き込めません（{problem}）。',
    },
    hint: {
      en: 'Correct the rights of that folder, or name another one in TATAMI_CACHE.',
      ja: 'フォルダーの権限を直すか、別のフォルダーを TATAMI_CACHE に指定してください。',
    },
  },
  'no-compiler': {
    message: {
      en: 'No C++ compiler was found (looked for {tried}).',
      ja: 'C++ コンパイラーが見つかりません（探したもの：{tried}）。',
    },
    hint: {
      en: 'Debian, Ubuntu: `sudo apt-get install g++`. Fedora: `sudo dnf install gcc-c++`. macOS: `xcode-select --install`. Then `npm run setup`.',
      ja: 'Debian、Ubuntu では `sudo apt-get install g++`、Fedora では `sudo dnf install gcc-c++`、macOS では `xcode-select --install` を実行してから、`npm run setup` を実行してください。',
    },
  },
  'compile-failed': {
    message: {
      en: 'The TensorFlow binding could not be compiled: {problem}',
      ja: 'TensorFlow との接続部をコンパイルできませんでした：{problem}',
    },
    hint: {
      en: 'A compiler with C++17 is needed (g++ 8, clang 7 or later). Its whole output is in {log}.',
      ja: 'C++17 に対応したコンパイラー（g++ 8、clang 7 以降）が必要です。出力の全文は {log} にあります。',
    },
  },
  'patch-mismatch': {
    message: {
      en: 'The corrections do not fit the sources of the TensorFlow binding: {problem}',
      ja: 'TensorFlow との接続部のソースに修正を適用できません：{problem}',
    },
    hint: {
      en: 'The package was changed. Delete node_modules and run `npm run setup` again.',
      ja: 'パッケージが変更されています。node_modules を削除し、もう一度 `npm run setup` を実行してください。',
    },
  },
  'does-not-load': {
    message: { en: '{what} does not load: {problem}', ja: '{what} を読み込めません：{problem}' },
    hint: {
      en: 'Delete {folder} and run `npm run setup` again.',
      ja: '{folder} を削除し、もう一度 `npm run setup` を実行してください。',
    },
  },
  'no-electron': {
    message: {
      en: 'Electron, which shows the window, could not be had ({problem}).',
      ja: 'ウィンドウを表示する Electron を入手できませんでした（{problem}）。',
    },
    hint: {
      en: 'All commands in the terminal work without it. For the window, allow access to github.com, or name a folder with Electron in ELECTRON_OVERRIDE_DIST_PATH.',
      ja: 'ターミナルのコマンドはすべて使えます。ウィンドウを使うには github.com への接続を許可するか、Electron のあるフォルダーを ELECTRON_OVERRIDE_DIST_PATH に指定してください。',
    },
  },
  'window-libraries': {
    message: {
      en: 'System libraries for the window are missing: {packages}.',
      ja: 'ウィンドウに必要なシステムライブラリーが足りません：{packages}',
    },
    hint: {
      en: 'Run `{command}`. All commands in the terminal work without them.',
      ja: '`{command}` を実行してください。ターミナルのコマンドはなくても使えます。',
    },
  },
  'no-fashion-mnist': {
    message: {
      en: 'Fashion-MNIST could not be fetched from Debian ({problem}).',
      ja: 'Fashion-MNIST を Debian から入手できませんでした（{problem}）。',
    },
    hint: {
      en: 'Nothing else needs it. To use it, get its four IDX files and run `tatami data import FOLDER`.',
      ja: 'ほかの機能には不要です。使う場合は 4 つの IDX ファイルを用意して `tatami data import フォルダー` を実行してください。',
    },
  },
  'no-python': {
    message: {
      en: 'No Python from {first} to before {end} was found (found: {found}); Keras needs one.',
      ja: 'Python {first} 以上 {end} 未満が見つかりません（見つかったもの：{found}）。Keras の実行に必要です。',
    },
    hint: {
      en: 'Install one (Debian, Ubuntu: `sudo apt-get install python3 python3-venv`), or name a Python that has Keras 3.15 with TensorFlow 2.21 in TATAMI_KERAS_PYTHON. Only `npm run test:keras` and `npm run test:formats` need it.',
      ja: 'インストールするか（Debian、Ubuntu では `sudo apt-get install python3 python3-venv`）、Keras 3.15 と TensorFlow 2.21 のある Python を TATAMI_KERAS_PYTHON に指定してください。必要なのは `npm run test:keras` と `npm run test:formats` だけです。',
    },
  },
  'no-keras': {
    message: {
      en: 'A Python with Keras could not be set up: {problem}.',
      ja: 'Keras のある Python を準備できませんでした：{problem}',
    },
    hint: {
      en: 'Check the network and that Python has venv and pip (Debian, Ubuntu: `sudo apt-get install python3-venv`), or name a Python that has Keras 3.15 with TensorFlow 2.21 in TATAMI_KERAS_PYTHON.',
      ja: '接続と、Python に venv と pip があること（Debian、Ubuntu では `sudo apt-get install python3-venv`）を確認するか、Keras 3.15 と TensorFlow 2.21 のある Python を TATAMI_KERAS_PYTHON に指定してください。',
    },
  },
  unexpected: {
    message: {
      en: 'Something unexpected went wrong: {problem}',
      ja: '予期しない問題が起きました：{problem}',
    },
    hint: {
      en: 'This is a fault of the set-up script; please report it.',
      ja: 'セットアップの不具合です。内容を添えてご報告ください。',
    },
  },
};

/** @typedef {keyof typeof problems} ProblemCode */

/** An expected failure of one part of set-up, told in words. */
export class SetupProblem extends Error {
  /**
   * @param {ProblemCode} code
   * @param {Details} [details]
   */
  constructor(code, details = {}) {
    super(fillWords(problems[code].message, details).en);
    this.name = 'SetupProblem';
    this.code = code;
    this.details = details;
  }
}

/**
 * Puts the details into both languages; an unknown name stays visible.
 *
 * @param {Words} words
 * @param {Details} details
 * @returns {Words}
 */
export function fillWords(words, details) {
  const fill = (/** @type {string} */ text) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => String(details[name] ?? whole));
  return { en: fill(words.en), ja: fill(words.ja) };
}

/**
 * The problem behind whatever was thrown: a full or read-only disk keeps its name wherever it shows.
 *
 * @param {unknown} error
 * @param {string} folder The folder that was being written.
 * @returns {SetupProblem}
 */
export function problemOf(error, folder) {
  if (error instanceof SetupProblem) return error;
  const { code, message, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new SetupProblem('disk-filled', { folder });
  }
  if (code && ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new SetupProblem('not-writable', { folder: path ?? folder, problem: code });
  }
  return new SetupProblem('unexpected', { problem: message ?? String(error) });
}
