/** How the titles of a section say its characters, where no code book at hand labels them: the place of each part, from 1. */
const FORMS: readonly { readonly section: RegExp; readonly title: RegExp; readonly places: readonly number[] }[] = [
  { section: /^[BC]/, title: /^(.+?) of (.+?)(?: using ([^,]+))?(?:,.*)?$/, places: [3, 4, 5] },
  { section: /^D/, title: /^(.+?) of (.+?)(?: using ([^,]+))?(?:,.*)?$/, places: [3, 4, 5] },
  { section: /^3[CE]1/, title: /^(\w+) of (.+?) using ([^,]+?)(?:, (.+?)(?: Approach)?(?:,.*)?)?$/, places: [3, 4, 6, 5] },
  { section: /^3/, title: /^(\w+) of (.+?) into ([^,]+?)(?:, (.+?)(?: Approach)?(?:,.*)?)?$/, places: [3, 6, 4, 5] },
  { section: /^4/, title: /^(\w+) of (.+), (.+?)(?: Approach)?$/, places: [3, 6, 5] },
  { section: /^2/, title: /^(.+?) (?:of |on )?(.+?) using (.+)$/, places: [3, 4, 6] },
];

/** What a character means by the words of the official title; empty where the title does not say it apart. */
export function titleLabel(code: string, title: string, position: number): string {
  const form = FORMS.find(({ section }) => section.test(code));
  const match = form?.title.exec(title);
  const at = form?.places.indexOf(position) ?? -1;
  return at < 0 ? '' : (match?.[at + 1] ?? '');
}
