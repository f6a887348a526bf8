/** The words of `tatami start`. */
export const windowTexts = {
  ja: {
    aboutStart: 'ウィンドウを開く（画面のない環境ではターミナルで demo を実行します）',
    argumentFile: '開く文書：実験または比較の JSON ファイル',
    windowBuilding: 'ウィンドウを準備しています（数秒かかります）…',
    windowOpening: 'Tatami のウィンドウを開きます。',
    windowNoSandbox:
      '警告：root で実行しているため、ウィンドウのサンドボックスを無効にします（--no-sandbox）。普段は一般ユーザーで実行してください。',
    windowFailed: 'ウィンドウが異常終了しました（コード {code}）。記録：{file}',
    windowNoDisplay: '画面がないため、ウィンドウを開けません。ターミナルで demo を実行します。',
    windowNoElectron:
      'Electron がないため、ウィンドウを開けません。`npm run setup` を実行すると理由と対処が表示されます。ターミナルで demo を実行します。',
    windowNoLibraries:
      'システムライブラリー（{detail}）がないため、ウィンドウを開けません。`npm run setup` を実行すると対処が表示されます。ターミナルで demo を実行します。',
    windowNoBundles:
      'ウィンドウを準備できませんでした。\n{detail}\n`npm run setup` を実行してください。ターミナルで demo を実行します。',
  },
  en: {
    aboutStart: 'open the window (without a display: run the demo in the terminal)',
    argumentFile: 'a document to open: the JSON file of an experiment or comparison',
    windowBuilding: 'Preparing the window (a few seconds)…',
    windowOpening: 'Opening the window of Tatami.',
    windowNoSandbox:
      'Warning: as root, the sandbox of the window is off (--no-sandbox). Run Tatami as an ordinary user.',
    windowFailed: 'The window ended badly (code {code}). What it said: {file}',
    windowNoDisplay: 'There is no display, so no window can be opened. This runs the demo in the terminal.',
    windowNoElectron:
      'There is no Electron, so no window can be opened. `npm run setup` says why and what to do. This runs the demo in the terminal.',
    windowNoLibraries:
      'System libraries are missing ({detail}), so no window can be opened. `npm run setup` says what to do. This runs the demo in the terminal.',
    windowNoBundles:
      'The window could not be prepared.\n{detail}\nRun `npm run setup`. This runs the demo in the terminal.',
  },
} as const;
