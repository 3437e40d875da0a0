#!/usr/bin/env node
// Issues Open Badges 3.0 credentials with foreign software and prints one a line: with a Data Integrity proof by
// @digitalbazaar/vc under a fresh did:key, or with --jwt ALG as a VC-JWT by jose (printed as a JSON string).
import {randomUUID} from 'node:crypto';
import * as vc from '@digitalbazaar/vc';
import {SignJWT, exportJWK, generateKeyPair} from 'jose';
import {documentLoader, newDidKey, signSuite} from './lib/db.mjs';
import {USAGE_STATUS, World, answer, commandLine, run} from './lib/world.mjs';

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const {values} = commandLine('issue-vc.mjs [--name NAME] [--count N] [--valid-until TIME] [--jwt RS256|ES256|EdDSA] [options]', {
  name: {type: 'string', default: 'Teamwork'},
  count: {type: 'string', default: '1'},
  'valid-until': {type: 'string'},
  jwt: {type: 'string'}
});
if (values.jwt !== undefined && !ALGORITHMS.includes(values.jwt)) {
  process.stderr.write(`--jwt ${values.jwt}: one of ${ALGORITHMS.join(', ')} is wanted\n`);
  process.exit(USAGE_STATUS);
}

await run(async () => {
  const loader = documentLoader(new World(values));
  for (let issued = 0; issued < Number(values.count); issued += 1) {
    answer(values.jwt ? await issueJwt(values.jwt) : await issueSigned(loader));
  }
});

async function issueSigned(loader) {
  const {did, keyPair} = await newDidKey();
  return vc.issue({credential: credentialOf(did), suite: signSuite(keyPair), documentLoader: loader});
}

/** Open Badges 3.0 §8.2: the key stands in the header as `jwk`, `iss`, `sub`, `jti` and `nbf` repeat the credential. */
async function issueJwt(alg) {
  const {privateKey, publicKey} = await generateKeyPair(alg, {extractable: true});
  const jwk = {...await exportJWK(publicKey), alg};
  const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
  const credential = credentialOf(did);
  const token = new SignJWT(credential)
    .setProtectedHeader({alg, typ: 'JWT', kid: `${did}#0`, jwk})
    .setIssuer(did)
    .setSubject(credential.credentialSubject.id)
    .setJti(credential.id)
    .setNotBefore(Math.floor(Date.parse(credential.validFrom) / 1000));
  if (credential.validUntil) {
    token.setExpirationTime(Math.floor(Date.parse(credential.validUntil) / 1000));
  }
  return token.sign(privateKey);
}

function credentialOf(issuer) {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
    ],
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {id: issuer, type: ['Profile'], name: 'Society of Foreign Software'},
    validFrom: yesterday,
    ...(values['valid-until'] && {validUntil: values['valid-until']}),
    name: values.name,
    credentialSubject: {
      id: `urn:uuid:${randomUUID()}`,
      type: ['AchievementSubject'],
      achievement: {
        id: `urn:uuid:${randomUUID()}`,
        type: ['Achievement'],
        name: values.name,
        description: 'Works with people it has never met.',
        criteria: {narrative: 'Nominated by peers and confirmed by the society.'}
      }
    }
  };
}
