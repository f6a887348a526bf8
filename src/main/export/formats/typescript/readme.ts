/** The text that stands beside the code. */
import type { ExportSource } from '../../../../shared/contract/trained-model.ts';

/** `README.md` of a net in TypeScript, in Japanese and English. */
export function typescriptReadme({ model, runId, inputShape }: ExportSource): string {
  const size = inputShape.join(' × ');
  return `# ${model.name}

A net that Tatami trained (run \`${runId}\`), as TypeScript without dependencies. Node 24 runs it as it is:

    node predict.ts picture.pgm

- \`model.ts\`: the net, one line for each layer. \`predict(picture, weights)\` takes ${size} values and answers the scores.
- \`operations.ts\`: what the layers compute.
- \`weights.bin\`: all weights, float32, little-endian.
- \`predict.ts\`: reads a binary PGM or PPM (or raw bytes) and prints the five best classes.
- \`labels.json\`: classes, superclasses, scaling and origin.

## 日本語

Tatami で学習したモデル（実験 \`${runId}\`）を、依存パッケージのない TypeScript にしたものです。Node 24 でそのまま動きます。

    node predict.ts picture.pgm

- \`model.ts\`：モデル本体（層ごとに 1 行）。\`predict(picture, weights)\` に ${size} 個の値を渡すとスコアを返します。
- \`operations.ts\`：各層の計算。
- \`weights.bin\`：すべての重み（float32、リトルエンディアン）。
- \`predict.ts\`：バイナリの PGM・PPM（または画素のバイト列）を読み、上位 5 クラスを表示します。
- \`labels.json\`：クラス名、上位クラス、画素の変換、出所。
`;
}
