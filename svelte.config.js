/** Svelte's compiler and its language tools: runes only. */
export default { compilerOptions: { runes: true } };
