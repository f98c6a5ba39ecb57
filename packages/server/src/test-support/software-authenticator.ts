import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

// An authenticator as https://www.w3.org/TR/webauthn-3/ describes it (read 2026-11-27), with the browser before it.

/** What a page hands to `navigator.credentials`, as JSON; more than is read here. */
interface Options {
  readonly challenge: string
  readonly rp?: { readonly id?: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}

export interface AuthenticatorSettings {
  /** Of the page that asks. */
  readonly origin: string
  /** Whether it recognises its person, by a fingerprint or a PIN. */
  readonly verifiesPerson: boolean
}

const flags = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 }

/** One passkey on a P-256 key. What it answers is as `credential.toJSON()` of a browser. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(16)
  readonly #key: KeyObject
  readonly #publicKey: { readonly x?: string; readonly y?: string }
  #counter = 0
  #userHandle = ''
  settings: AuthenticatorSettings

  constructor(settings: AuthenticatorSettings) {
    this.settings = settings
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = privateKey
    this.#publicKey = publicKey.export({ format: 'jwk' })
  }

  /** `navigator.credentials.create`. */
  create({ challenge, rp, user }: Options): object {
    this.#userHandle = user?.id ?? ''
    const { x = '', y = '' } = this.#publicKey
    const key = cborMap([
      [1, cborInteger(2)],
      [3, cborInteger(-7)],
      [-1, cborInteger(1)],
      [-2, cborBytes(Buffer.from(x, 'base64url'))],
      [-3, cborBytes(Buffer.from(y, 'base64url'))],
    ])
    const attested = Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, key])
    const authData = Buffer.concat([this.#data(rp?.id ?? '', flags.attested), attested])
    const attestationObject = cborTextMap([
      ['fmt', cborText('none')],
      ['attStmt', cborMap([])],
      ['authData', cborBytes(authData)],
    ])
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', challenge),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** `navigator.credentials.get`. */
  get({ challenge, rpId }: Options): object {
    this.#counter += 1
    const clientDataJSON = this.#clientData('webauthn.get', challenge)
    const authData = this.#data(rpId ?? '', 0)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return this.#credential({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.#key).toString('base64url'),
      userHandle: this.#userHandle,
    })
  }

  #credential(response: object): object {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #clientData(type: string, challenge: string): string {
    const data = { type, challenge, origin: this.settings.origin, crossOrigin: false }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }

  #data(rpId: string, further: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    const set = flags.userPresent | (this.settings.verifiesPerson ? flags.userVerified : 0) | further
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([set]), counter])
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255])
}

// As much of RFC 8949 as a credential needs.

function cborHead(major: number, value: number): Buffer {
  const top = major << 5
  if (value < 24) return Buffer.from([top | value])
  return value < 256 ? Buffer.from([top | 24, value]) : Buffer.concat([Buffer.from([top | 25]), uint16(value)])
}

function cborInteger(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value)
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes])
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)])
}

function cborMap(entries: readonly (readonly [number, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flatMap(([key, value]) => [cborInteger(key), value])])
}

function cborTextMap(entries: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flatMap(([key, value]) => [cborText(key), value])])
}
