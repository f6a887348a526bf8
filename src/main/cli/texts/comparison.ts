/** Words about the results of comparisons. */

const ja = {
  seedSpread: '{variant}：テスト精度 {mean} ± {deviation}（平均 ± 標準偏差、n = {n}）',
  verdictBetter:
    '{better} は {worse} より {points} ポイント高い（対応のある t 検定、95 % 区間 {low}～{high}、p = {p}、n = {n}）。',
  verdictUndecided:
    '{first} と {second}：差があるとは言えない（差 {points} ポイント、95 % 区間 {low}～{high}、p = {p}、n = {n}）。',
  cautionFewSeeds: '注意：シードが少ないため、別のシードを加えると判定が変わることがあります。',
  cautionOneSeed: 'シードが 1 つでは優劣を判定できません。--seeds 5 のように増やしてください。',
};

const en: Record<keyof typeof ja, string> = {
  seedSpread: '{variant}: test accuracy {mean} ± {deviation} (mean ± standard deviation, n = {n})',
  verdictBetter:
    '{better} is better than {worse} by {points} points (paired t test, 95 % interval {low} to {high}, p = {p}, n = {n}).',
  verdictUndecided:
    '{first} and {second}: no difference shown ({points} points, 95 % interval {low} to {high}, p = {p}, n = {n}).',
  cautionFewSeeds: 'Caution: with so few seeds, one more seed may turn a verdict.',
  cautionOneSeed: 'One seed cannot tell which is better; give more, such as --seeds 5.',
};

/** Spread and verdicts of a comparison, in both languages. */
export const comparisonTexts = { ja, en };
