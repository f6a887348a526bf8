/** The words of `tatami report`. */
export const reportTexts = {
  ja: {
    aboutReport: '実行・比較のレポートを書き出す（PDF、図、表、CSV、JSON、MLflow 形式）',
    optionReportLanguage: 'レポートの言語（既定：表示言語）',
    optionNoPdf: 'PDF と PNG を作らない',
    reportWritten: 'レポートを {folder} に書き込みました（実行 {runs} 件、図 {figures} 個）。',
    reportPrinted: 'PDF と PNG も作りました（report.pdf、figures/）。',
    noPdfElectron:
      'Electron がないため、PDF と PNG はありません。`npm run setup` で理由と対処が表示されます。',
    noPdfLibraries: 'システムライブラリー（{detail}）がないため、PDF と PNG はありません。',
    noPdfBundles: 'ウィンドウを準備できなかったため、PDF と PNG はありません。\n{detail}',
    noPdfFailed: 'PDF と PNG を作れませんでした（{detail}）。report.html は印刷できます。',
  },
  en: {
    aboutReport: 'write a report of a run or comparison (PDF, figures, tables, CSV, JSON, MLflow folders)',
    optionReportLanguage: 'language of the report (default: that of this command)',
    optionNoPdf: 'make no PDF and PNG',
    reportWritten: 'The report is written to {folder} ({runs} runs, {figures} figures).',
    reportPrinted: 'PDF and PNG are there too (report.pdf, figures/).',
    noPdfElectron: 'There is no Electron, so no PDF and PNG. `npm run setup` says why and what to do.',
    noPdfLibraries: 'System libraries are missing ({detail}), so no PDF and PNG.',
    noPdfBundles: 'The window could not be prepared, so no PDF and PNG.\n{detail}',
    noPdfFailed: 'PDF and PNG could not be made ({detail}). You can print report.html.',
  },
} as const;
