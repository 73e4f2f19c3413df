import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('comorbidity_answers.py', import.meta.url));

/**
 * What the Python packages answer, and how many rows a second they do in one process.
 * @param {string} python a Python with elixhauser-ahrq 2026.1.3 and pycomorb 1.20261001.1
 * @param {'cmr' | 'charlson'} which
 * @param {readonly object[]} inputs
 * @returns {{ answers: any[], rowsPerSecond: number }}
 */
export function peerAnswers(python, which, inputs) {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-comorbidity-'));
  try {
    const file = join(folder, 'input.ndjson');
    writeFileSync(file, `${inputs.map((input) => JSON.stringify(input)).join('\n')}\n`);
    const { status, stdout, stderr } = spawnSync(python, [SCRIPT, which, file], { encoding: 'utf8', maxBuffer: 1 << 30 });
    if (status !== 0) throw new Error(`the reference did not answer: ${stderr}`);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { rowsPerSecond } = answers.pop();
    if (answers.length !== inputs.length) throw new Error(`${answers.length} answers for ${inputs.length} inputs`);
    return { answers, rowsPerSecond };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
