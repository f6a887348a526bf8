/** `tatami start`: the window, or the demo where none can be opened. */
import { resolve } from 'node:path';
import type { CommandContext, CommandResult, Registrar, WindowProblem } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { TextKey } from '../texts/texts.ts';
import { demo } from './demo.ts';

/** What to say where no window can be opened. */
const refusals: Readonly<Record<WindowProblem, TextKey>> = {
  'no-display': 'windowNoDisplay',
  'no-electron': 'windowNoElectron',
  'no-libraries': 'windowNoLibraries',
  'no-bundles': 'windowNoBundles',
};

const steps = {
  building: 'windowBuilding',
  'no-sandbox': 'windowNoSandbox',
  opening: 'windowOpening',
} as const satisfies Record<string, TextKey>;

/** Adds the command. */
export function addStartCommand({ program, say, start }: Registrar): void {
  program
    .command('start')
    .description(say('aboutStart'))
    .argument('[file]', say('argumentFile'))
    .action((file: string | undefined) => start((context) => openOrDemo(context, file)));
}

async function openOrDemo(context: CommandContext, file: string | undefined): Promise<CommandResult> {
  const { terminal, say, services, home, signal } = context;
  const opening = await services.openWindow({
    home: home.home,
    file: file === undefined ? undefined : resolve(file),
    signal,
    onStep: (step) => terminal.say(say(steps[step])),
  });
  if (!opening.isOpened) {
    terminal.say(say(refusals[opening.problem], { detail: opening.detail }));
    return demo(context);
  }
  const { exitCode, logFile } = opening;
  const document = { window: { exitCode, logFile } };
  if (exitCode === 0) return { document };
  terminal.say(say('windowFailed', { code: exitCode, file: logFile }));
  return { document, exitCode: exitCodes.bug };
}
