/** What people read of a diagnosis: each finding with its numbers, its reason, its slide and what to try. */
import type { Diagnosis, Finding, Remedy } from '../../shared/contract/diagnosis.ts';
import { evidenceText, findingWords, remedyWords } from '../../shared/diagnosis/words.ts';
import { differenceText, whatDiffers } from '../../shared/spec/differences.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { CommandContext } from './context.ts';

/** Prints a diagnosis. @param experiment - That of the run, for the options that make a variant of it. */
export function printDiagnosis(context: CommandContext, diagnosis: Diagnosis, experiment: Experiment): void {
  const { say, terminal } = context;
  const { run, findings, checkpoint } = diagnosis;
  if (findings.length === 0) terminal.print(terminal.paint('good', say('diagnosisSound', { run })));
  else terminal.print(terminal.paint('heading', say('diagnosisHeading', { run, count: findings.length })));
  for (const finding of findings) printFinding(context, finding, experiment);
  if (checkpoint === null) terminal.print(say('diagnosisCurvesOnly'));
}

function printFinding(context: CommandContext, finding: Finding, experiment: Experiment): void {
  const { say, terminal, language } = context;
  const { title, why, slide } = findingWords[finding.kind];
  terminal.print();
  terminal.print(terminal.paint(finding.severity === 'serious' ? 'bad' : 'accent', title[language]));
  for (const evidence of finding.evidence) terminal.print(`  ${evidenceText(evidence, language)}`);
  terminal.print(`  ${say('diagnosisWhy', { text: why[language] })}`);
  terminal.print(`  ${say('diagnosisSlide', { text: slide[language] })}`);
  for (const remedy of finding.remedies)
    terminal.print(`  ${say('diagnosisTry', { text: remedyText(context, remedy, experiment) })}`);
}

/** The remedy in words, and what it changes in the document. */
function remedyText({ language }: CommandContext, remedy: Remedy, experiment: Experiment): string {
  const words = remedyWords[remedy.kind][language];
  if (remedy.experiment === null) return words;
  const changes = whatDiffers([experiment, remedy.experiment]).map(
    ({ path, values: [before, after] }) => `${path} ${differenceText(before)} → ${differenceText(after)}`,
  );
  return `${words} (${changes.join('; ')})`;
}
