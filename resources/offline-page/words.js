/** The page's words; `{…}` stand for facts about the net. */
'use strict';

globalThis.tatamiWords = {
  en: {
    title: '{name} · Tatami',
    about:
      'This page runs a net that was trained with Tatami. Everything happens in this browser; nothing is sent anywhere. Pictures are cut to their middle and scaled to {width} × {height}.',
    invitation: 'Drop pictures here, paste them, or choose files:',
    inversion: 'Invert the colours (for dark writing on a light ground)',
    unreadable: '“{file}” is no picture that this browser can read.',
    broken: 'The net could not be loaded: {problem}',
    language: '日本語',
  },
  ja: {
    title: '{name} · Tatami',
    about:
      'Tatami で学習したモデルを動かすページです。計算はすべてこのブラウザーの中で行われ、どこにも送信されません。画像は中央を切り出し、{width} × {height} に縮小します。',
    invitation: '画像をここにドロップするか、貼り付けるか、ファイルを選んでください：',
    inversion: '色を反転する（明るい地に暗い文字の場合）',
    unreadable: '「{file}」はこのブラウザーで読める画像ではありません。',
    broken: 'モデルを読み込めませんでした：{problem}',
    language: 'English',
  },
};
