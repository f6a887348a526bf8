/** Object headers of HDF5 (format specification 3.0, IV.A): the messages of a group or data set. */
import type { Hdf5Bytes } from './bytes.ts';

/** Types of messages that are looked at. */
export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** A message; its content is `length` bytes from `position` on. */
export interface Message {
  readonly type: number;
  readonly position: number;
  readonly length: number;
  /** Whether the content stands elsewhere. */
  readonly isShared: boolean;
}

interface Block {
  readonly position: number;
  readonly length: number;
}

/** All messages of the object at an address. @throws LabError `import.hdf5-*`. */
export function readMessages(file: Hdf5Bytes, address: number): readonly Message[] {
  const isNew = file.slice(address, 4).toString('latin1') === 'OHDR';
  if (!isNew && file.number(address, 1) !== 1) file.broken(`there is no object at byte ${address}`);
  const { first, messageHeader } = isNew ? newHeader(file, address) : oldHeader(file, address);
  const messages: Message[] = [];
  const blocks: Block[] = [first];
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    for (const message of messagesOf(file, block, messageHeader)) {
      if (message.type === messageTypes.continuation) blocks.push(continued(file, message.position, isNew));
      else messages.push(message);
    }
  }
  return messages;
}

/** The only message of a type, or null. */
export function messageOf(messages: readonly Message[], type: keyof typeof messageTypes): Message | null {
  return messages.find((message) => message.type === messageTypes[type]) ?? null;
}

/** Bytes before each message's content: type, length, flags, and what follows them. */
interface MessageHeader {
  readonly bytes: number;
  readonly typeBytes: 1 | 2;
}

interface Header {
  readonly first: Block;
  readonly messageHeader: MessageHeader;
}

function oldHeader(file: Hdf5Bytes, address: number): Header {
  const length = file.number(address + 8, 4);
  return { first: { position: address + 16, length }, messageHeader: { bytes: 8, typeBytes: 2 } };
}

function newHeader(file: Hdf5Bytes, address: number): Header {
  if (file.number(address + 4, 1) !== 2) file.unsupported('an object header of another version');
  const flags = file.number(address + 5, 1);
  const sizeBytes = 1 << (flags & 3);
  const sizeAt = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  return {
    first: { position: sizeAt + sizeBytes, length: file.number(sizeAt, sizeBytes) },
    messageHeader: { bytes: flags & 4 ? 6 : 4, typeBytes: 1 },
  };
}

/** A block that goes on elsewhere; a new one has a signature before and a checksum behind its messages. */
function continued(file: Hdf5Bytes, position: number, isNew: boolean): Block {
  const block = { position: file.number(position, 8), length: file.number(position + 8, 8) };
  file.visit();
  if (!isNew) return block;
  file.expect(block.position, 'OCHK');
  return { position: block.position + 4, length: block.length - 8 };
}

function* messagesOf(file: Hdf5Bytes, block: Block, header: MessageHeader): Generator<Message> {
  file.slice(block.position, block.length);
  const end = block.position + block.length;
  for (let position = block.position; position + header.bytes <= end;) {
    file.visit();
    const type = file.number(position, header.typeBytes);
    const length = file.number(position + header.typeBytes, 2);
    const isShared = (file.number(position + header.typeBytes + 2, 1) & 2) !== 0;
    const content = position + header.bytes;
    if (content + length > end) file.broken(`the message at byte ${position} is too long`);
    yield { type, position: content, length, isShared };
    position = content + length;
  }
}
