/** Writes small zip archives, sound ones and ones with a chosen fault, and spreadsheets in them. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly path: string;
  readonly data: string | Uint8Array;
  readonly encrypted?: boolean;
  readonly method?: number;
  readonly crc?: number;
  /** The unpacked size to state. */
  readonly size?: number;
}

export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as Uint8Array);
    const method = part.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(part.path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(part.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    files.push(Buffer.from('PK\u0003\u0004'), common, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, entries, end]);
}

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook with one sheet. `sheetData` is the inside of `<sheetData>`. Cell style 1 is a date. */
export function writeXlsx(sheetData: string, strings: readonly string[] = [], name = 'Sheet1'): Uint8Array {
  return writeZip([
    {
      path: 'xl/workbook.xml',
      data: `<?xml version="1.0"?><workbook ${NAMESPACE} xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      data: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { path: 'xl/sharedStrings.xml', data: `<sst ${NAMESPACE}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>` },
    {
      path: 'xl/styles.xml',
      data: `<styleSheet ${NAMESPACE}><numFmts><numFmt numFmtId="164" formatCode="mm/dd/yy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
    { path: 'xl/worksheets/sheet1.xml', data: `<worksheet ${NAMESPACE}><sheetData>${sheetData}</sheetData></worksheet>` },
  ]);
}

/** Rows of inline texts and numbers as `sheetData`. */
export function sheetOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => {
        const reference = `${String.fromCharCode(65 + column)}${index + 1}`;
        if (cell === undefined) return '';
        return typeof cell === 'number'
          ? `<c r="${reference}"><v>${cell}</v></c>`
          : `<c r="${reference}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
      });
      return `<row r="${index + 1}">${cells.join('')}</row>`;
    })
    .join('');
}
