/**
 * Edit distance between a fixed pattern of at most 31 characters and many words, bit-parallel
 * (G. Myers, J. ACM 46(3), 1999, in Hyyrö's form with adjacent transposition). Distances above `limit` are reported as `limit + 1`.
 */
export class EditDistance {
  private readonly masks = new Int32Array(128);
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern.slice(0, 31);
    for (let i = 0; i < this.pattern.length; i++) {
      const c = this.pattern.charCodeAt(i) & 127;
      this.masks[c] = (this.masks[c] as number) | (1 << i);
    }
  }

  to(word: string, limit: number): number {
    const m = this.pattern.length;
    if (Math.abs(word.length - m) > limit) return limit + 1;
    let vp = -1;
    let vn = 0;
    let previousD0 = 0;
    let previousMask = 0;
    let score = m;
    const high = 1 << (m - 1);
    for (let j = 0; j < word.length; j++) {
      const pm = this.masks[word.charCodeAt(j) & 127] as number;
      const transposed = ((~previousD0 & pm) << 1) & previousMask;
      const d0 = (((pm & vp) + vp) ^ vp) | pm | vn | transposed;
      const hp = vn | ~(d0 | vp);
      const hn = d0 & vp;
      if (hp & high) score++;
      else if (hn & high) score--;
      const shiftedHp = (hp << 1) | 1;
      const shiftedHn = hn << 1;
      vp = shiftedHn | ~(d0 | shiftedHp);
      vn = d0 & shiftedHp;
      previousD0 = d0;
      previousMask = pm;
    }
    return score > limit ? limit + 1 : score;
  }
}
