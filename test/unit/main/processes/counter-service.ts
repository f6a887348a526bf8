import { parentTransport } from '../../../../src/main/processes/process-transport.ts';
import { serve } from '../../../../src/shared/contract/rpc.ts';
import { counterContract, counterHandlers } from '../../shared/contract/counter-contract.ts';

/** The counter in a process of its own; it lives as long as its parent listens. */
const transport = parentTransport();
const server = serve(
  counterContract,
  counterHandlers((value) => server.emit('tick', { value })),
  transport,
);
transport.onClose(() => process.exit(0));
