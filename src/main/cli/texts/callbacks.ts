/** The words for what callbacks made of a run. */
export const callbackTexts = {
  en: {
    endedEarly:
      'Ended early after epoch {epoch} of {epochs}: {monitor} was best in epoch {bestEpoch} ({best}) and did not get better.',
    weightsRestored: 'The weights are those of the best epoch, {epoch}.',
  },
  ja: {
    endedEarly:
      '全 {epochs} エポックのうち {epoch} エポックで早期終了しました。{monitor} はエポック {bestEpoch} の {best} が最良で、その後改善しませんでした。',
    weightsRestored: '重みは最良だったエポック {epoch} のものです。',
  },
} as const;
