import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `data`: files and archives that cannot be read. */
export const dataFileErrors = {
  'data.unreadable': {
    message: {
      en: '“{file}” cannot be read ({reason}).',
      ja: '「{file}」を読み込めません（{reason}）。',
    },
    hint: {
      en: 'Check the path and whether you may read the file.',
      ja: 'パスと、読み取り権限を確認してください。',
    },
  },
  'data.not-a-file': {
    message: {
      en: '“{file}” is not an ordinary file but a folder, a pipe or a device.',
      ja: '「{file}」は通常のファイルではなく、フォルダー・パイプ・デバイスのいずれかです。',
    },
    hint: {
      en: 'Choose the files of the data set, its archive, or the folder that holds them.',
      ja: 'データセットのファイル、圧縮ファイル、またはそれらが入ったフォルダーを指定してください。',
    },
  },
  'data.empty-file': {
    message: {
      en: '“{file}” is empty (0 bytes).',
      ja: '「{file}」は空です（0 バイト）。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.file-too-large': {
    message: {
      en: '“{file}” has {found} bytes; at most {most} are expected.',
      ja: '「{file}」は {found} バイトあります（上限 {most} バイト）。',
    },
    hint: {
      en: 'This is not a file of such a data set. Choose another one.',
      ja: 'このデータセットのファイルではありません。別のファイルを指定してください。',
    },
  },
  'data.cut-off': {
    message: {
      en: '“{file}” has {found} bytes; at least {expected} are needed.',
      ja: '「{file}」は {found} バイトしかありません（{expected} バイト以上必要です）。',
    },
    hint: {
      en: 'The file is cut off. Copy or download it again.',
      ja: 'ファイルが途中で切れています。もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.gzip-cut': {
    message: {
      en: '“{file}” is cut off: the compressed data goes on after its {found} bytes.',
      ja: '「{file}」は途中で切れています（{found} バイトの後にも圧縮データが続くはずです）。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.gzip-broken': {
    message: {
      en: '“{file}” is damaged: its compressed data cannot be read ({reason}).',
      ja: '「{file}」は壊れています。圧縮データを読み取れません（{reason}）。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.gzip-checksum': {
    message: {
      en: '“{file}” is damaged: the checksum (CRC-32) of its content is not the stored one.',
      ja: '「{file}」は壊れています。内容のチェックサム（CRC-32）が記録と一致しません。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.gzip-length': {
    message: {
      en: '“{file}” is damaged: it unpacks to {found} bytes, but {announced} are recorded.',
      ja: '「{file}」は壊れています。展開すると {found} バイトですが、記録では {announced} バイトです。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.gzip-two-members': {
    message: {
      en: '“{file}” holds a second compressed file after the first; a data set has one.',
      ja: '「{file}」には 2 つ目の圧縮データが続いています。データセットの圧縮データは 1 つだけのはずです。',
    },
    hint: {
      en: 'Get it again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.gzip-trailing': {
    message: {
      en: '“{file}” has {rest} bytes that do not belong to it after the compressed data.',
      ja: '「{file}」の圧縮データの後に、余分な {rest} バイトがあります。',
    },
    hint: {
      en: 'Get it again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.gzip-nested': {
    message: {
      en: '“{file}” was compressed twice.',
      ja: '「{file}」は二重に圧縮されています。',
    },
    hint: {
      en: 'Unpack it once (gunzip), then import what comes out.',
      ja: '一度展開（gunzip）してから、展開されたファイルを取り込んでください。',
    },
  },
  'data.inflates-too-large': {
    message: {
      en: '“{file}” unpacks to more than {most} bytes; reading was stopped.',
      ja: '「{file}」は展開すると {most} バイトを超えるため、読み込みを中止しました。',
    },
    hint: {
      en: 'Get the archive again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.archive-cut': {
    message: {
      en: 'The archive “{file}” is cut off.',
      ja: 'アーカイブ「{file}」は途中で切れています。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.archive-broken': {
    message: {
      en: '“{file}” is damaged: it cannot be read as a tar archive ({reason}).',
      ja: '「{file}」は壊れています。tar アーカイブとして読み取れません（{reason}）。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.archive-unsafe-name': {
    message: {
      en: 'The archive “{file}” has a member named “{name}”, which leads out of its folder or hides characters. Nothing was unpacked.',
      ja: 'アーカイブ「{file}」に、フォルダーの外を指す名前または見えない文字を含む名前「{name}」があります。何も展開していません。',
    },
    hint: {
      en: 'Get it again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.archive-link': {
    message: {
      en: 'The archive “{file}” has a member “{name}” that is no file but a {type}. Nothing was unpacked.',
      ja: 'アーカイブ「{file}」の「{name}」はファイルではありません（{type}）。何も展開していません。',
    },
    hint: {
      en: 'Get it again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.too-many-entries': {
    message: {
      en: '“{file}” holds more than {most} entries.',
      ja: '「{file}」には {most} を超える項目があります。',
    },
    hint: {
      en: 'Choose the official archive or a folder that holds the data set alone.',
      ja: '公式の圧縮ファイルか、データセットだけが入ったフォルダーを指定してください。',
    },
  },
  'data.duplicate-member': {
    message: {
      en: '“{file}” occurs twice in the archive.',
      ja: '「{file}」が圧縮ファイルの中に 2 回あります。',
    },
    hint: {
      en: 'Get the archive again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
