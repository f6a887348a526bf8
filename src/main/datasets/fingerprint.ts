/** The hash that identifies a data set's content, whatever files it came in. */
import { createHash } from 'node:crypto';
import type { ImageSplit } from '../../shared/contract/data.ts';

/** SHA-256 over the decoded train images, train labels (one byte each), test images and test labels. */
export function contentSha256(train: ImageSplit, test: ImageSplit): string {
  const hash = createHash('sha256');
  for (const { images, labels } of [train, test]) hash.update(images).update(Uint8Array.from(labels));
  return hash.digest('hex');
}
