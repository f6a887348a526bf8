/** The words of `tatami backup` and `tatami restore`. */
export const archiveTexts = {
  ja: {
    aboutBackup: '履歴全体（チェックポイントを含む）を 1 つのファイルに保存する',
    aboutRestore: 'バックアップから履歴を元に戻す（今の履歴は別名で残る）',
    argumentBackup: 'バックアップのファイル',
    optionBackupData: '取り込んだデータセットも含める',
    optionReplaceFile: 'すでにあるファイルを置き換える',
    backupWritten: '履歴を {path} に保存しました（{size}、チェックポイント {checkpoints} 個）。',
    backupDatasets: '含めたデータセット：{datasets}',
    restored: '{path} から {runs} 件の実行を {home} に復元しました。',
    sideCopy: '元の履歴は {sideCopy} に残っています（何も削除していません）。',
  },
  en: {
    aboutBackup: 'save the whole history, checkpoints included, in one file',
    aboutRestore: 'bring the history of a backup back (the present one is kept under another name)',
    argumentBackup: 'file of the backup',
    optionBackupData: 'put imported data sets into it too',
    optionReplaceFile: 'replace a file that is there already',
    backupWritten: 'The history is saved in {path} ({size}, {checkpoints} checkpoints).',
    backupDatasets: 'Data sets in it: {datasets}',
    restored: '{runs} runs of {path} are restored to {home}.',
    sideCopy: 'What was there before is kept as {sideCopy}; nothing was deleted.',
  },
} as const;
