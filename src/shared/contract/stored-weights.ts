/** Where weights lie that runs begin from. */

/** Folder in the folder of the data sets; no data set has a name that begins with a full stop. */
export const storedWeightsFolder = '.weights';

/** Name of the file of weights in {@link storedWeightsFolder}, by the SHA-256 of their numbers. */
export function storedWeightsFile(sha256: string): string {
  return `${sha256}.ckpt`;
}
