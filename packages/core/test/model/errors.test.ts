import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERRORS, type ErrorCode, MedcodeError } from '@medcode/core/errors';
import { describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../..', import.meta.url));
const codes = Object.keys(ERRORS) as ErrorCode[];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}
const texts = ['core', 'releases', 'cli'].flatMap((name) => sources(join(packages, name, 'src')).map((path) => readFileSync(path, 'utf8')));

describe('the table of errors', () => {
  it('names each code once', () => {
    const table = readFileSync(join(packages, 'core/src/errors.ts'), 'utf8');
    const written = [...table.matchAll(/^ {2}(MC_[A-Z0-9_]+): \{/gm)].map((match) => match[1]);
    expect(written).toEqual(codes);
    expect(new Set(written).size).toBe(written.length);
  });

  it.each(codes)('%s has a meaning, a remedy, an exit code and an HTTP status', (code) => {
    const { meaning, remedy, exitCode, httpStatus } = ERRORS[code];
    expect(code).toMatch(/^MC_[A-Z0-9]+(?:_[A-Z0-9]+)*$/);
    expect(meaning).toMatch(/^\S.{8,}\.$/);
    expect(remedy).toMatch(/^\S.{8,}[.)]$/);
    expect([1, 2, 3, 4]).toContain(exitCode);
    expect(httpStatus).toBeGreaterThanOrEqual(400);
    expect(httpStatus).toBeLessThan(600);
  });

  it.each(codes)('an error %s carries its row of the table', (code) => {
    const plain = new MedcodeError(code);
    expect({ name: plain.name, code: plain.code, message: plain.message, exitCode: plain.exitCode, remedy: plain.remedy }).toEqual({
      name: 'MedcodeError',
      code,
      message: ERRORS[code].meaning,
      exitCode: ERRORS[code].exitCode,
      remedy: ERRORS[code].remedy,
    });
    const cause = new Error('cause');
    const detailed = new MedcodeError(code, 'line 7', { cause });
    expect([detailed.message, detailed.cause, detailed instanceof Error]).toEqual(['line 7', cause, true]);
  });

  it('holds every code the source names, and the source names no other', () => {
    const named = new Set(texts.flatMap((text) => [...text.matchAll(/\bMC_[A-Z0-9_]+\b/g)].map((match) => match[0])));
    expect([...named].filter((code) => !codes.includes(code as ErrorCode))).toEqual([]);
  });

  it('gives meanings that tell the codes apart', () => {
    expect(new Set(codes.map((code) => ERRORS[code].meaning)).size).toBe(codes.length);
  });
});
