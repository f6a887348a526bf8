import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { houseRule } from './test/architecture/house-rule.ts';

const moduleShape = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Import from the file that declares it: no barrel files.' },
];

const testShape = [
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|skipIf|runIf|todo)$/]',
    message: "Skip at run time, so that the report can say why: ({ skip }) => skip(condition, 'reason').",
  },
];

const correctness = {
  'array-callback-return': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
  'no-empty': 'error',
  'no-eval': 'error',
  'no-self-compare': 'error',
  'no-throw-literal': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'no-warning-comments': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
};

const sizes = {
  'max-lines': ['error', 500],
  'max-lines-per-function': ['error', 80],
  'max-params': ['error', 4],
};

const typed = {
  'no-throw-literal': 'off',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'typeLike', format: ['PascalCase'] },
    { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z][a-z]', match: false } },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: true },
  ],
};

/** The page and its preload are compiled for a browser, by a configuration of their own. */
const page = ['src/renderer/**', 'src/preload/**', 'test/unit/renderer/**'];

const parserOptions = { projectService: true, tsconfigRootDir: import.meta.dirname };

const pageParserOptions = {
  projectService: false,
  project: './tsconfig.renderer.json',
  tsconfigRootDir: import.meta.dirname,
  extraFileExtensions: ['.svelte'],
};

/** In components the parser knows less of types than svelte-check does, which has the last word there. */
const component = {
  'max-lines': ['error', 250],
  'prefer-const': 'off',
  'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
  'svelte/no-at-html-tags': 'error',
  'svelte/no-inner-declarations': 'off',
  'svelte/button-has-type': 'off',
  'svelte/no-useless-mustaches': 'off',
  'svelte/require-each-key': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

export default defineConfig(
  globalIgnores(['node_modules/', 'out/', 'dist/', 'coverage/', '**/*.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { tatami: { rules: { house: houseRule } } },
    rules: {
      ...correctness,
      ...sizes,
      'no-restricted-syntax': ['error', ...moduleShape],
      'tatami/house': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: page,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions },
    rules: typed,
  },
  {
    files: page.map((folder) => `${folder}/*.ts`),
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: pageParserOptions },
    rules: typed,
  },
  {
    files: ['**/*.svelte'],
    extends: [tseslint.configs.recommendedTypeChecked, svelte.configs.recommended, svelte.configs.prettier],
    languageOptions: { parserOptions: { ...pageParserOptions, parser: tseslint.parser } },
    rules: { ...typed, ...component },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...moduleShape, ...testShape],
    },
  },
  {
    files: ['src/main/history/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['*.config.js', '*.config.ts', 'test/reporter/plain-reporter.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
