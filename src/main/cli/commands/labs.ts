/** `tatami labs`: the ready-made labs. */
import { readLabs } from '../../labs/labs-catalogue.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';

/** Adds the command. */
export function addLabsCommand({ program, say, start }: Registrar): void {
  program
    .command('labs')
    .description(say('aboutLabs'))
    .action(() => start(listLabs));
}

async function listLabs({ services, language, say, terminal }: CommandContext): Promise<CommandResult> {
  const labs = await readLabs(services.labsFolder);
  for (const lab of labs) {
    const command = lab.document.tatami === 'comparison' ? 'compare' : 'run';
    terminal.print(`${terminal.paint('heading', lab.title[language])}`);
    terminal.print(`  ${terminal.paint('accent', `tatami ${command} ${lab.id}`)}`);
    terminal.print(`  ${lab.description[language]}`);
    if (lab.slide !== null)
      terminal.print(`  ${terminal.paint('faint', say('labSlide', { slide: lab.slide }))}`);
    terminal.print();
  }
  const document = labs.map(({ id, title, description, slide, document: { tatami: kind } }) => ({
    id,
    kind,
    title: title[language],
    description: description[language],
    slide,
  }));
  return { document: { labs: document } };
}
