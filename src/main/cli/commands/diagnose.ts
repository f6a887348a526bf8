/** `tatami diagnose RUN`: what is wrong with a run, and what to try. */
import { diagnoseRun } from '../../labs/diagnose-run.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { printDiagnosis } from '../diagnosis-view.ts';

/** Adds the command. */
export function addDiagnoseCommand({ program, say, start }: Registrar): void {
  program
    .command('diagnose')
    .description(say('aboutDiagnose'))
    .argument('<run>', say('argumentRun'))
    .examples('tatami diagnose 4f2a', 'tatami diagnose 4f2a --json')
    .action((run: string) => start((context) => diagnose(context, run)));
}

async function diagnose(context: CommandContext, idOrPrefix: string): Promise<CommandResult> {
  const ports = await openLabPorts(context);
  const diagnosis = await diagnoseRun(ports, idOrPrefix);
  const { experiment } = await ports.history.run(diagnosis.run);
  printDiagnosis(context, diagnosis, experiment);
  const data = { ...diagnosis.data, leaked: [...diagnosis.data.leaked] };
  return { document: { ...diagnosis, data } };
}
