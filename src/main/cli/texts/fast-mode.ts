/** The words for the fast mode. */
export const fastModeTexts = {
  en: {
    fastModeFaster:
      'Fast mode: in bfloat16 a step takes {bfloat16} ms, in float32 {float32} ms. The numbers are not comparable with Keras bit by bit.',
    fastModeSlower:
      'Fast mode not used: in bfloat16 a step takes {bfloat16} ms, in float32 {float32} ms. The run is computed in float32.',
    fastModeProcessor:
      'Fast mode not used: the processor has no instructions for bfloat16 (avx512_bf16 or amx_bf16). The run is computed in float32.',
    fastModeBefore: 'Fast mode: computed in {type}, as the run began.',
  },
  ja: {
    fastModeFaster:
      '高速モード: 1 ステップは bfloat16 で {bfloat16} ms、float32 で {float32} ms。Keras とはビット単位では一致しません。',
    fastModeSlower:
      '高速モードは使いません: 1 ステップは bfloat16 で {bfloat16} ms、float32 で {float32} ms。float32 で計算します。',
    fastModeProcessor:
      '高速モードは使えません: この CPU に bfloat16 の命令（avx512_bf16 または amx_bf16）がありません。float32 で計算します。',
    fastModeBefore: '高速モード: 実験の始まりと同じ {type} で計算します。',
  },
} as const;
