/** Finds a C++ compiler: the one that `CXX` names, else the usual ones. */
import { runProgram } from './processes.mjs';

/** The names that are tried, in this order. */
export function compilerNames(env = process.env) {
  return env.CXX ? [env.CXX] : ['g++', 'c++', 'clang++'];
}

/** @returns {Promise<string | null>} Null where there is none. */
export async function findCompiler() {
  for (const name of compilerNames()) {
    if ((await runProgram(name, ['--version'])).isOk) return name;
  }
  return null;
}
