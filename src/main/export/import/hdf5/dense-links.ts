/**
 * Members of large groups in newer HDF5 files (format specification 3.0, III.A.2 and III.G): a B-tree of version 2 lists
 * them, and a fractal heap holds their links. Heaps of one level of blocks are read: some thousand members.
 */
import type { Hdf5Bytes } from './bytes.ts';

/** What is needed of a fractal heap. */
interface Heap {
  readonly address: number;
  readonly offsetBytes: number;
  readonly width: number;
  readonly firstBlock: number;
  readonly root: number;
  readonly rows: number;
  readonly maxDirectRows: number;
}

/** Calls `onLink` with the position of each link's message. @throws LabError `import.hdf5-*`. */
export function readDenseLinks(file: Hdf5Bytes, infoAt: number, onLink: (position: number) => void): void {
  const hasIndex = (file.number(infoAt + 1, 1) & 1) !== 0;
  const heapAt = infoAt + 2 + (hasIndex ? 8 : 0);
  const heapAddress = file.address(heapAt);
  const tree = file.address(heapAt + 8);
  if (heapAddress === null || tree === null) return;
  const heap = readHeap(file, heapAddress);
  for (const id of heapIds(file, tree)) onLink(placeOf(file, heap, id));
}

function readHeap(file: Hdf5Bytes, address: number): Heap {
  file.expect(address, 'FRHP');
  if (file.number(address + 7, 2) !== 0) file.unsupported('a compressed list of members');
  const width = file.number(address + 110, 2);
  const firstBlock = file.number(address + 112, 8);
  const largestBlock = file.number(address + 120, 8);
  if (width === 0 || firstBlock === 0 || largestBlock < firstBlock)
    file.broken('a list of members without blocks');
  return {
    address,
    offsetBytes: Math.ceil(file.number(address + 128, 2) / 8),
    width,
    firstBlock,
    root: file.number(address + 132, 8),
    rows: file.number(address + 140, 2),
    maxDirectRows: Math.log2(largestBlock / firstBlock) + 2,
  };
}

/** Positions of the heap ids in the records of the tree. */
function* heapIds(file: Hdf5Bytes, tree: number): Generator<number> {
  file.expect(tree, 'BTHD');
  const type = file.number(tree + 5, 1);
  const nodeBytes = file.number(tree + 6, 4);
  const recordBytes = file.number(tree + 10, 2);
  const depth = file.number(tree + 12, 2);
  const idAt = type === 5 ? 4 : 8;
  if ((type !== 5 && type !== 6) || recordBytes < idAt + 7) file.broken(`the tree at byte ${tree}`);
  if (depth > 1) file.unsupported('a group with thousands of members');
  const root = file.address(tree + 16);
  if (root === null) return;
  const used = file.number(tree + 24, 2);
  const records = function* (node: number, count: number): Generator<number> {
    for (let index = 0; index < count; index++) yield node + 6 + index * recordBytes + idAt;
  };
  file.expect(root, depth === 0 ? 'BTLF' : 'BTIN');
  yield* records(root, used);
  if (depth === 0) return;
  const mostRecords = Math.floor((nodeBytes - 10) / recordBytes);
  const countBytes = Math.ceil(Math.log2(mostRecords + 1) / 8);
  for (let child = 0; child <= used; child++) {
    const at = root + 6 + used * recordBytes + child * (8 + countBytes);
    const leaf = file.number(at, 8);
    file.expect(leaf, 'BTLF');
    yield* records(leaf, file.number(at + 8, countBytes));
  }
}

/** Where in the file an object of the heap lies. */
function placeOf(file: Hdf5Bytes, heap: Heap, id: number): number {
  file.visit();
  if ((file.number(id, 1) & 0x30) !== 0) file.unsupported('a very long name');
  const offset = file.number(id + 1, heap.offsetBytes);
  if (heap.rows === 0) return inBlock(file, heap, { block: heap.root, start: 0, offset });
  file.expect(heap.root, 'FHIB');
  let start = 0;
  for (let row = 0; row < Math.min(heap.rows, heap.maxDirectRows); row++) {
    const size = heap.firstBlock * 2 ** Math.max(0, row - 1);
    const column = Math.floor((offset - start) / size);
    if (column < heap.width) {
      const at = heap.root + 13 + heap.offsetBytes + 8 * (row * heap.width + column);
      return inBlock(file, heap, { block: file.number(at, 8), start: start + column * size, offset });
    }
    start += size * heap.width;
  }
  return file.unsupported('a group with thousands of members');
}

function inBlock(
  file: Hdf5Bytes,
  heap: Heap,
  { block, start, offset }: Readonly<{ block: number; start: number; offset: number }>,
): number {
  file.expect(block, 'FHDB');
  if (file.number(block + 5, 8) !== heap.address) file.broken(`the block at byte ${block}`);
  return block + offset - start;
}
