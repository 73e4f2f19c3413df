/** The one platform class the engine uses; Node and every browser have it (WHATWG Encoding Standard). */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
