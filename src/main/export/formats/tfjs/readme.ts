/** The text that stands beside the model. */
import type { ExportSource } from '../../../../shared/contract/trained-model.ts';

/** `README.md` of a net for TF.js, in English and Japanese. */
export function tfjsReadme({ model, runId }: ExportSource): string {
  return `# ${model.name}

A net that Tatami trained (run \`${runId}\`), for TensorFlow.js.

- Open \`index.html\` in a browser and drop pictures on it. It needs no server and no network.
- \`model.json\` with \`weights.bin\` is a layers model: \`await tf.loadLayersModel('model.json')\`.
- \`labels.json\`: classes, superclasses, what the net takes, origin.
- \`tf.min.js\` is TensorFlow.js 4.22.0, copyright Google LLC, Apache License 2.0; whoever passes it on passes
  \`tf.min.js.LICENSE.txt\` on with it.

## 日本語

Tatami で学習したモデル（実験 \`${runId}\`）の TensorFlow.js 版です。

- \`index.html\` をブラウザーで開き、画像をドロップしてください。サーバーもネットワークも不要です。
- \`model.json\` と \`weights.bin\` は layers モデルです：\`await tf.loadLayersModel('model.json')\`
- \`labels.json\`：クラス名、上位クラス、入力の形、出所。
- \`tf.min.js\` は TensorFlow.js 4.22.0（著作権 Google LLC、Apache License 2.0）です。再配布するときは
  \`tf.min.js.LICENSE.txt\` も一緒に配布してください。
`;
}
