#!/usr/bin/env node
// Verifies VC-JWT credentials with jose: the key is found by `kid` in the issuer's did:web document or JWKS, or stands
// in the header as `jwk`; signature, `nbf`, `exp`, and that `iss`, `jti` and `sub` repeat the credential.
import {readFileSync} from 'node:fs';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';
import {World, answer, commandLine, reasons, run} from './lib/world.mjs';

const {values, positionals} = commandLine(
  'verify-jwt.mjs [--jwks URL] [--now TIME] [options] [FILE…]   (standard input without FILE)',
  {jwks: {type: 'string'}, now: {type: 'string'}});

await run(async () => {
  const texts = positionals.length === 0 ? [readFileSync(0, 'utf8')] : positionals.map(file => readFileSync(file, 'utf8'));
  for (const token of texts.flatMap(text => text.split('\n')).map(unquote).filter(line => line !== '')) {
    const world = new World(values);
    answer({...await verify(token, world), fetched: world.fetched});
  }
});

async function verify(token, world) {
  let header = {};
  try {
    header = decodeProtectedHeader(token);
    const key = await importJWK(await keyFor(header, world), header.alg);
    const {payload} = await jwtVerify(token, key, {
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      ...(values.now && {currentDate: new Date(values.now)})
    });
    const credential = payload.vc ?? payload;
    const expected = {
      iss: typeof credential.issuer === 'string' ? credential.issuer : credential.issuer?.id,
      jti: credential.id,
      sub: credential.credentialSubject?.id
    };
    const errors = Object.entries(expected)
      .filter(([claim, value]) => payload[claim] !== value)
      .map(([claim, value]) => ({name: 'ClaimMismatch', message: `${claim} is ${payload[claim]}, the credential says ${value}`}));
    return {id: credential.id, verified: errors.length === 0, header, errors};
  } catch (error) {
    return {id: null, verified: false, header, errors: reasons(error)};
  }
}

async function keyFor({kid, jwk}, world) {
  if (values.jwks) {
    const {keys} = await world.json(values.jwks);
    return only(keys.filter(key => key.kid === kid), `${values.jwks} with kid ${kid}`);
  }
  if (kid?.startsWith('did:web:')) {
    const document = await world.didWeb(kid.split('#')[0]);
    const method = only((document.verificationMethod ?? []).filter(({id}) => id === kid), `the DID document with id ${kid}`);
    return only([method.publicKeyJwk].filter(Boolean), `${kid} as publicKeyJwk`);
  }
  return only([jwk].filter(Boolean), 'the header as jwk');
}

function only(found, where) {
  if (found.length !== 1) {
    throw new Error(`one key is wanted in ${where}, found ${found.length}`);
  }
  return found[0];
}

/** A line may be the bare token or a JSON string of it. */
function unquote(line) {
  const text = line.trim();
  return text.startsWith('"') ? JSON.parse(text) : text;
}
