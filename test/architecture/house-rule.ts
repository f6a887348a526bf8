/** The lint rule `tatami/house`: reports what {@link findViolations} finds, so that an editor shows it at once. */
import { relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { findViolations } from './violations.ts';

/** ESLint rule without options. */
export const houseRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Allow only the imports and calls that test/architecture allows' },
    schema: [],
  },
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const { sourceCode } = context;
    return {
      Program() {
        for (const { offset, message } of findViolations(file, sourceCode.text)) {
          context.report({ loc: sourceCode.getLocFromIndex(offset), message });
        }
      },
    };
  },
};
