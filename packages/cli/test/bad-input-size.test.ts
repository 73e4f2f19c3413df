import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, it } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/medcode.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'medcode-bad-size-'));
mkdirSync(join(folder, 'data'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Codes of a note within 20 seconds; the process is ended after that. */
async function coded(name: string, text: string): Promise<unknown> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const options = {
    env: { PATH: process.env['PATH'], MEDCODE_DATA: join(folder, 'data') },
    timeout: 20_000,
    killSignal: 'SIGKILL',
    maxBuffer: 100_000_000,
  } as const;
  const { error, stdout } = await new Promise<{ error: unknown; stdout: string }>((resolve) => {
    execFile(process.execPath, [BIN, 'code', path, '--json', '--date', '2026-11-02'], options, (failure, out) =>
      resolve({ error: failure && { killed: failure.killed, signal: failure.signal, code: failure.code }, stdout: out }),
    );
  });
  if (error) return error;
  const { diagnoses } = JSON.parse(stdout) as { diagnoses: { code: string; band: string }[] };
  return diagnoses.filter(({ band }) => band !== 'suggestion').map((diagnosis) => diagnosis.code);
}

it.concurrent('a note of 1 MB in many lines is answered in 20 seconds', async ({ expect }) => {
  const visit = 'HPI: Cough for two days, denies chest pain.\nAssessment:\n1. Hypertension - continue lisinopril.\n2. Gout\n\n';
  expect(await coded('lines.txt', visit.repeat(Math.ceil(1_000_000 / visit.length)))).toEqual(['I10', 'M10.9']);
});

it.concurrent('a note of 1 MB in one line is answered in 20 seconds', async ({ expect }) => {
  const words = 'denies chest pain and cough with type 2 diabetes mellitus ';
  expect(await coded('line.txt', `Assessment: Gout\nPlan: ${words.repeat(Math.ceil(1_000_000 / words.length))}`)).toEqual(['M10.9']);
});
