import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `history`. */
export const historyErrors = {
  'history.newer': {
    message: {
      en: 'The history file {path} was written by a newer Tatami (version {found}; this one knows up to {known}).',
      ja: '履歴ファイル {path} は新しい Tatami（版 {found}）で書かれています（この版は {known} まで対応）。',
    },
    hint: {
      en: 'Open it with the newer Tatami, or choose another folder with --home. Nothing was changed.',
      ja: '新しい Tatami で開くか、--home で別のフォルダーを指定してください。ファイルは変更していません。',
    },
  },
  'history.foreign': {
    message: {
      en: 'The file {path} is not a Tatami history: it was written by another program.',
      ja: 'ファイル {path} は Tatami の履歴ではありません（ほかのプログラムのファイルです）。',
    },
    hint: {
      en: 'Move it elsewhere, or choose another folder with --home. Nothing was changed.',
      ja: 'そのファイルを別の場所に移すか、--home で別のフォルダーを指定してください。ファイルは変更していません。',
    },
  },
  'history.altered': {
    message: {
      en: 'The history file {path} holds “{name}”, which Tatami never makes: another program changed the file.',
      ja: '履歴ファイル {path} に、Tatami が作らない要素「{name}」が含まれています（ほかのプログラムが変更したファイルです）。',
    },
    hint: {
      en: 'Use a file from a trusted source, or choose another folder with --home. Nothing was changed.',
      ja: '信頼できるファイルを使うか、--home で別のフォルダーを指定してください。ファイルは変更していません。',
    },
  },
  'history.not-a-file': {
    message: {
      en: 'The history should be the file {path}, but a folder or device is there.',
      ja: '履歴ファイルの場所 {path} に、ファイルではなくフォルダーまたはデバイスがあります。',
    },
    hint: {
      en: 'Rename what is there, or choose another folder with --home.',
      ja: 'それの名前を変えるか、--home で別のフォルダーを指定してください。',
    },
  },
  'history.damaged': {
    message: {
      en: 'The history file {path} is damaged.',
      ja: '履歴ファイル {path} が壊れています。',
    },
    hint: {
      en: 'Start Tatami again: it moves the file aside (nothing is deleted) and takes over every run that can be read.',
      ja: 'Tatami を起動し直してください。ファイルを別名で保管し（何も削除しません）、読み取れる実行をすべて引き継ぎます。',
    },
  },
  'history.was-damaged': {
    message: {
      en: 'The history was damaged. {saved} of {known} runs were taken over into a new one.',
      ja: '履歴が壊れていました。{known} 件中 {saved} 件の実行を新しい履歴に引き継ぎました。',
    },
    hint: {
      en: 'The damaged file is kept as {movedTo}; nothing was deleted.',
      ja: '壊れたファイルは {movedTo} として残してあります。何も削除していません。',
    },
  },
  'history.was-emptied': {
    message: {
      en: 'The history file {path} was empty although it should hold {runs} runs. A new history was begun.',
      ja: '履歴ファイル {path} が空になっていました（本来は {runs} 件の実行があるはずです）。新しい履歴を作りました。',
    },
    hint: {
      en: 'If you have a copy, put it in place of the new file. What was left is kept as {movedTo}.',
      ja: '控えがあれば新しいファイルと置き換えてください。残っていたものは {movedTo} として保管しました。',
    },
  },
  'history.was-removed': {
    message: {
      en: 'The history file {path}, which should hold {runs} runs, is gone. A new history was begun.',
      ja: '履歴ファイル {path}（{runs} 件の実行があるはずでした）が見つかりません。新しい履歴を作りました。',
    },
    hint: {
      en: 'If it was moved by mistake, close Tatami and put it back in place of the new file.',
      ja: '誤って移動した場合は、Tatami を終了してから元の場所に戻してください。',
    },
  },
  'history.rows-missing': {
    message: {
      en: 'The history {path} holds {found} runs, but there were {known}.',
      ja: '履歴 {path} にある実行は {found} 件ですが、以前は {known} 件ありました。',
    },
    hint: {
      en: 'Either an older copy was put there, or the file ending in “-wal” was deleted. Restore both files together.',
      ja: '古い控えで上書きされたか、末尾が「-wal」のファイルが削除された可能性があります。2 つのファイルを一緒に戻してください。',
    },
  },
  'history.no-wal': {
    message: {
      en: 'The place of the history {path} allows no write-ahead log (a network drive?); a slower journal is used.',
      ja: '履歴の場所 {path} では先行書き込みログが使えません（ネットワークドライブなど）。低速なジャーナルを使います。',
    },
    hint: {
      en: 'Nothing is at risk with one Tatami at a time; a local folder (--home) is faster and safer.',
      ja: '同時に使う Tatami が 1 つなら問題ありません。ローカルのフォルダー（--home）のほうが速く安全です。',
    },
  },
  'history.busy': {
    message: {
      en: 'The history {path} is in use: another program has kept it locked for too long.',
      ja: '履歴 {path} は使用中です（ほかのプログラムがロックしたままです）。',
    },
    hint: {
      en: 'Wait until backups, virus scans or another Tatami have finished, then try again.',
      ja: 'バックアップ、ウイルス検査、ほかの Tatami の処理が終わってから、もう一度お試しください。',
    },
  },
  'history.disk-full': {
    message: {
      en: 'The disk is full: the history {path} could not be written. What was saved before is safe.',
      ja: 'ディスクがいっぱいで、履歴 {path} に書き込めません。保存済みの内容は無事です。',
    },
    hint: {
      en: 'Free some space, then try again.',
      ja: '空き容量を増やしてから、もう一度お試しください。',
    },
  },
  'history.unwritable': {
    message: {
      en: 'The history {path} cannot be opened for writing ({reason}).',
      ja: '履歴 {path} を書き込み用に開けません（{reason}）。',
    },
    hint: {
      en: 'Check the permissions of the file and its folder, or choose another folder with --home.',
      ja: 'ファイルとフォルダーの権限を確認するか、--home で別のフォルダーを指定してください。',
    },
  },
  'history.disk-error': {
    message: {
      en: 'The disk reported an error while the history {path} was used ({reason}).',
      ja: '履歴 {path} の読み書き中にディスクのエラーが起きました（{reason}）。',
    },
    hint: {
      en: 'Check the disk and its connection, make a copy of the file, then try again.',
      ja: 'ディスクと接続を確認し、ファイルの控えを取ってから、もう一度お試しください。',
    },
  },
  'history.node-too-old': {
    message: {
      en: 'Node {found} is too old for the history database, which needs Node {needed} or newer.',
      ja: 'Node {found} は古いため、履歴データベースを使えません（{needed} 以降が必要です）。',
    },
    hint: {
      en: 'Start Tatami with `npm start`, which brings its own Node.',
      ja: '`npm start` で起動してください（専用の Node が使われます）。',
    },
  },
  'history.module-missing': {
    message: {
      en: 'The database module better-sqlite3 could not be loaded ({reason}).',
      ja: 'データベースの部品 better-sqlite3 を読み込めません（{reason}）。',
    },
    hint: {
      en: 'Run `npm run setup` to install what is missing.',
      ja: '`npm run setup` を実行して、不足している部品を入れてください。',
    },
  },
  'history.process-lost': {
    message: {
      en: 'The history’s process ended unexpectedly ({reason}); whether the last change was kept is not known.',
      ja: '履歴のプロセスが予期せず終了しました（{reason}）。最後の変更が保存されたかどうかはわかりません。',
    },
    hint: {
      en: 'Look at the history, then try again; a run that was being trained can be resumed. {log} holds what the process wrote last.',
      ja: '履歴を確認してから、もう一度お試しください。学習中だった実行は続きから再開できます。プロセスの最後の出力は {log} にあります。',
    },
  },
  'history.closed': {
    message: {
      en: 'The history {path} is already closed.',
      ja: '履歴 {path} はすでに閉じられています。',
    },
    hint: {
      en: 'Nothing was changed. This is a fault of the program; please report it.',
      ja: '何も変更していません。プログラムの不具合ですので、ご報告ください。',
    },
  },
  'history.no-such-run': {
    message: {
      en: 'The history holds no run whose id is or begins with “{id}”.',
      ja: '「{id}」という ID（または先頭部分）の実行は履歴にありません。',
    },
    hint: {
      en: 'Run `tatami history list` to see the runs with their ids.',
      ja: '`tatami history list` で実行と ID の一覧を確認してください。',
    },
  },
  'history.ambiguous-run': {
    message: {
      en: 'Several runs have an id that begins with “{id}”: {candidates}.',
      ja: '「{id}」で始まる ID の実行が複数あります：{candidates}',
    },
    hint: {
      en: 'Give more characters of the id.',
      ja: 'ID をもう少し長く入力してください。',
    },
  },
  'history.no-such-selection': {
    message: {
      en: 'There is no saved selection {id}.',
      ja: '保存した選択 {id} はありません。',
    },
    hint: {
      en: 'It may have been deleted meanwhile, with its run. Open the list of selections again.',
      ja: '実行と一緒に削除されたかもしれません。選択の一覧を開き直してください。',
    },
  },
  'history.no-such-comparison': {
    message: {
      en: 'The history holds no comparison whose id is or begins with “{id}”.',
      ja: '「{id}」という ID（または先頭部分）の比較は履歴にありません。',
    },
    hint: {
      en: 'Run `tatami history list`: runs of a comparison show its id.',
      ja: '`tatami history list` を実行すると、比較に属する実行にその ID が表示されます。',
    },
  },
  'history.ambiguous-comparison': {
    message: {
      en: 'Several comparisons have an id that begins with “{id}”: {candidates}.',
      ja: '「{id}」で始まる ID の比較が複数あります：{candidates}',
    },
    hint: {
      en: 'Give more characters of the id.',
      ja: 'ID をもう少し長く入力してください。',
    },
  },
  'history.short-prefix': {
    message: {
      en: '“{id}” is too short for the beginning of an id: at least {least} characters are needed.',
      ja: '「{id}」は ID の先頭部分として短すぎます（{least} 文字以上必要です）。',
    },
    hint: {
      en: 'Run `tatami history list` to see the runs with their ids.',
      ja: '`tatami history list` で実行と ID の一覧を確認してください。',
    },
  },
  'history.run-in-use': {
    message: {
      en: 'The run {id} is being trained by a Tatami that is still running.',
      ja: '実行 {id} は、動作中の Tatami が学習しています。',
    },
    hint: {
      en: 'Wait for its end or stop it there first. Nothing was changed.',
      ja: '終了を待つか、先にそちらで停止してください。何も変更していません。',
    },
  },
  'history.run-ended': {
    message: {
      en: 'The run {id} has ended ({status}); nothing can be added to it.',
      ja: '実行 {id} は終了しているため（{status}）、記録を追加できません。',
    },
    hint: {
      en: 'Start it again with `tatami resume {id}`, or begin a new run.',
      ja: '`tatami resume {id}` で再開するか、新しい実行を始めてください。',
    },
    windowHint: {
      en: 'Press “Go on” in History, or begin a new run.',
      ja: '履歴の「続きから再開」を押すか、新しい実行を始めてください。',
    },
  },
  'history.too-long': {
    message: {
      en: 'The {field} is too long: {found}, at most {limit} are allowed.',
      ja: '{field} が長すぎます（{found}。上限は {limit} です）。',
    },
    hint: {
      en: 'Shorten it. Nothing was changed.',
      ja: '短くしてください。何も変更していません。',
    },
  },
  'history.unprintable': {
    message: {
      en: 'The {field} holds a character that cannot be shown, such as a control character.',
      ja: '{field} に、制御文字など表示できない文字が含まれています。',
    },
    hint: {
      en: 'Type the text again instead of pasting it. Nothing was changed.',
      ja: '貼り付けではなく、文字を入力し直してください。何も変更していません。',
    },
  },
  'history.bad-page': {
    message: {
      en: 'The {field} of a list must be a whole number from {least} to {most}, not {found}.',
      ja: '一覧の {field} は {least} から {most} までの整数です（{found} は使えません）。',
    },
    hint: {
      en: 'Give another number.',
      ja: '別の値を指定してください。',
    },
  },
  'history.bad-evaluation': {
    message: {
      en: 'The evaluation does not fit together: {field} has {found} entries, {expected} were expected.',
      ja: '評価結果の整合性がありません（{field} の要素数は {found} ですが、{expected} のはずです）。',
    },
    hint: {
      en: 'Nothing was changed. This is a fault of the program; please report it.',
      ja: '何も変更していません。プログラムの不具合ですので、ご報告ください。',
    },
  },
  'history.bad-import': {
    message: {
      en: 'The document is not an exported run of Tatami. At {path}: {problem}.',
      ja: 'Tatami が書き出した実行ではありません。{path}：{problemJa}',
    },
    hint: {
      en: 'Export the run again with `tatami history export`. Nothing was changed.',
      ja: '`tatami history export` で書き出し直してください。何も変更していません。',
    },
  },
  'history.import-too-large': {
    message: {
      en: 'The document is too large or nested too deeply for a run (at most {values} values, {depth} levels).',
      ja: '文書が大きすぎるか、入れ子が深すぎます（値は {values} 個、深さは {depth} 段まで）。',
    },
    hint: {
      en: 'Check that the file is an exported run. Nothing was changed.',
      ja: '書き出した実行のファイルかどうか確認してください。何も変更していません。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
