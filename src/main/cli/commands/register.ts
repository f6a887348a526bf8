/** `tatami register`: a double click on a `.tatami` file opens it. */
import { registerFileType, unregisterFileType } from '../../labs/file-type.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';

/** Adds the command. */
export function addRegisterCommand({ program, say, start }: Registrar): void {
  program
    .command('register')
    .description(say('aboutRegister'))
    .option('--remove', say('optionRegisterRemove'))
    .action((options: { readonly remove?: boolean }) =>
      start((context) => register(context, options.remove === true)),
    );
}

async function register(
  { services, terminal, say }: CommandContext,
  isRemoving: boolean,
): Promise<CommandResult> {
  const work = isRemoving ? unregisterFileType : registerFileType;
  const files = await work(services.desktop);
  for (const path of files) terminal.print(say(isRemoving ? 'registrationRemoved' : 'registered', { path }));
  return { document: { isRegistered: !isRemoving, files } };
}
