/** Sets of operands by number, laid out one after the other: claims go through them in no order, and a set is a few numbers. */
export class OperandSets {
  private readonly starts: Uint32Array;
  private readonly operands: Uint16Array;

  /** Set i of the list has the number i + 1; set 0 is empty. */
  constructor(sets: readonly (readonly number[])[]) {
    this.starts = new Uint32Array(sets.length + 2);
    this.operands = new Uint16Array(sets.reduce((sum, set) => sum + set.length, 0));
    let at = 0;
    sets.forEach((set, i) => {
      this.starts[i + 1] = at;
      this.operands.set(set, at);
      at += set.length;
    });
    this.starts[sets.length + 1] = at;
  }

  has(set: number, operand: number): boolean {
    const end = this.starts[set + 1] as number;
    for (let at = this.starts[set] as number; at < end; at++) if (this.operands[at] === operand) return true;
    return false;
  }

  /** Writes a mark at the place of each operand of a set. */
  mark(set: number, marks: Int32Array, mark: number): void {
    const end = this.starts[set + 1] as number;
    for (let at = this.starts[set] as number; at < end; at++) marks[this.operands[at] as number] = mark;
  }

  of(set: number): Uint16Array {
    return this.operands.subarray(this.starts[set], this.starts[set + 1]);
  }

  isEmpty(set: number): boolean {
    return this.starts[set] === this.starts[set + 1];
  }
}
