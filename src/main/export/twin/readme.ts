/** `README.md` of a twin. */
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { isComparable, type Obstacles } from './comparable.ts';

/** What the page says of its run. */
export interface ReadmeFacts extends Obstacles {
  readonly name: string;
  readonly runId: string;
  /** Steps of the run, and how many of them the folder holds the images of. */
  readonly totalSteps: number;
  readonly heldSteps: number;
  readonly images: number;
  /** Whether the folder has the numbers of the epochs, which callbacks watched. */
  readonly hasCallbacks: boolean;
}

/** The text of the page in one language. */
export function twinReadme(facts: ReadmeFacts, language: Language): string {
  return language === 'ja' ? japanese(facts) : english(facts);
}

function english(facts: ReadmeFacts): string {
  const { runId, totalSteps, heldSteps, images, random } = facts;
  const randomness = `This network draws random numbers while it trains (${named(random)}). Keras draws others.`;
  const fast =
    'The run was computed in the fast mode (bfloat16). The `mixed_bfloat16` of Keras rounds at other places.';
  const differs = `${reasons(facts, randomness, fast)} So its numbers cannot be the same; the script says so and ends with 2.`;
  return `# ${markdownText(facts.name)}

The Keras twin of the run ${runId} of Tatami: \`train.py\` trains the same network with Keras 3, from the same
weights on the same images in the same order, and compares what comes out.

    pip install keras tensorflow numpy
    python train.py

| file | content |
| --- | --- |
| \`experiment.json\` | the experiment, every default written out; Tatami runs it: \`tatami run experiment.json\` |
| \`train.py\` | the same in Keras |
| \`initial_weights.npz\`, \`final_weights.npz\` | weights before and after training, in Keras's names and order |
| \`batches.npz\` | \`index\`: the images of each of ${heldSteps} steps (int32; -1 fills a row up); \`curve_step\`, \`curve_loss\`: Tatami's loss curve (mean of the epoch so far) |
| \`data.npz\` | \`images\` (${images} images, uint8) and \`labels\` (int32) |
${facts.hasCallbacks ? '| `epochs.json` | what Tatami measured in each epoch; with it, the callbacks of Keras must decide as those of Tatami did |\n' : ''}
${heldSteps < totalSteps ? `The folder holds the first ${heldSteps} of ${totalSteps} steps, so the script compares the loss curve only.\n\n` : ''}${isComparable(facts) ? 'It ends with 0 where the largest relative difference of weights and loss curve is at most 1e-4, else with 1. That holds for about 200 steps and more; over thousands of steps differences of rounding add up, and the script says up to which step the curves agree.' : differs}
`;
}

function japanese(facts: ReadmeFacts): string {
  const { runId, totalSteps, heldSteps, images, random } = facts;
  const randomness = `このネットワークは学習中に乱数を使い（${named(random)}）、Keras の乱数は異なります。`;
  const fast =
    '高速モード（bfloat16）で計算した実験であり、Keras の `mixed_bfloat16` は丸める場所が異なります。';
  const differs = `${reasons(facts, randomness, fast)} そのため値は同じになりません。スクリプトはその旨を表示し、終了コード 2 で終わります。`;
  return `# ${markdownText(facts.name)}

Tatami の実験 ${runId} の「双子」です。\`train.py\` は、同じネットワークを Keras 3 で、同じ重みから、同じ画像を同じ順序で
学習し、結果を比べます。

    pip install keras tensorflow numpy
    python train.py

| ファイル | 内容 |
| --- | --- |
| \`experiment.json\` | 既定値をすべて書き出した実験。Tatami で実行できます：\`tatami run experiment.json\` |
| \`train.py\` | 同じ実験を Keras で書いたもの |
| \`initial_weights.npz\`、\`final_weights.npz\` | 学習前と学習後の重み（名前と順序は Keras と同じ） |
| \`batches.npz\` | \`index\`：${heldSteps} ステップそれぞれの画像の番号（int32、-1 は空き）。\`curve_step\` と \`curve_loss\`：Tatami の損失の曲線（エポックのここまでの平均） |
| \`data.npz\` | \`images\`（${images} 枚、uint8）と \`labels\`（int32） |
${facts.hasCallbacks ? '| `epochs.json` | Tatami が各エポックで測った値。Keras のコールバックもこの値で同じ判断をするはずです |\n' : ''}
${heldSteps < totalSteps ? `全 ${totalSteps} ステップのうち最初の ${heldSteps} ステップ分だけを含むため、損失の曲線だけを比べます。\n\n` : ''}${isComparable(facts) ? '重みと損失の曲線の最大の相対差が 1e-4 以下なら終了コード 0、そうでなければ 1 で終わります。数千ステップになると丸め誤差の違いが積み重なるため、どのステップまで曲線が一致したかを表示します。' : differs}
`;
}

function reasons({ random, compute }: Obstacles, randomness: string, fast: string): string {
  return [...(random.length > 0 ? [randomness] : []), ...(compute === 'bfloat16' ? [fast] : [])].join(' ');
}

function named(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** A text that Markdown shows as it is. */
function markdownText(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~&-]/g, '\\$&');
}
