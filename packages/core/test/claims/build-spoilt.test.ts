import { BuildInput } from '@medcode/core/claims/build/input';
import { build837 } from '@medcode/core/claims/build-837';
import { describe, expect, it } from 'vitest';
import { COMPLETE } from './build-inputs.js';
import { changed, errorsOf, pathsOf } from './front-end.js';

describe('claims of encounters', () => {
  it.each(COMPLETE)('%s: with any one fact spoilt, a whole claim or a list of what is wrong', (_, input, form) => {
    const wrong: string[] = [];
    for (const path of pathsOf(input))
      for (const spoilt of ['?', 'Ä~B', -1]) {
        const parsed = BuildInput.safeParse(changed(input, path, spoilt));
        if (!parsed.success) continue;
        const result = build837(parsed.data, form);
        if ('missing' in result) continue;
        for (const error of errorsOf(result.text)) wrong.push(`${path.join('/')} is ${JSON.stringify(spoilt)}: ${error}`);
      }
    expect(wrong).toEqual([]);
  });
});
