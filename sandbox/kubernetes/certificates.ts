import * as crypto from "node:crypto";
import * as forge from "node-forge";

export interface KeyAndCertificate {
    readonly key: string;
    readonly certificate: string;
}

/** As long as a sandbox may live: nobody renews these, and only this machine trusts them. */
const validYears = 10;

/** A certificate authority that exists for one sandbox alone. */
export function createAuthority(name: string): KeyAndCertificate {
    const pair = createKeyPair();
    const certificate = unsigned(pair.publicKey, name);
    certificate.setIssuer(certificate.subject.attributes);
    certificate.setExtensions([
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
        { name: "subjectKeyIdentifier" },
    ]);
    certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
    return { key: pair.privateKey, certificate: forge.pki.certificateToPem(certificate) };
}

/** The API server's certificate; it is reached by its loopback address only. */
export function createServingCertificate(authority: KeyAndCertificate): KeyAndCertificate {
    const pair = createKeyPair();
    const issuer = forge.pki.certificateFromPem(authority.certificate);
    const certificate = unsigned(pair.publicKey, "kube-apiserver");
    certificate.setIssuer(issuer.subject.attributes);
    certificate.setExtensions([
        { name: "basicConstraints", cA: false, critical: true },
        { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
        { name: "extKeyUsage", serverAuth: true },
        {
            name: "subjectAltName",
            altNames: [
                { type: 7, ip: "127.0.0.1" },
                { type: 2, value: "localhost" },
                { type: 2, value: "kubernetes.default.svc" },
            ],
        },
    ]);
    certificate.sign(forge.pki.privateKeyFromPem(authority.key), forge.md.sha256.create());
    return { key: pair.privateKey, certificate: forge.pki.certificateToPem(certificate) };
}

function unsigned(publicKey: string, commonName: string): forge.pki.Certificate {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
    certificate.serialNumber = serialNumber(crypto.randomBytes(15));
    const now = new Date();
    // A clock that was set back a little must not make the certificate one of the future.
    certificate.validity.notBefore = new Date(now.getTime() - 24 * 60 * 60 * 1000);
    certificate.validity.notAfter = new Date(now.getTime());
    certificate.validity.notAfter.setFullYear(now.getFullYear() + validYears);
    certificate.setSubject([{ name: "commonName", value: commonName }]);
    return certificate;
}

/**
 * Positive, and without a superfluous byte in front whatever the rest is: one number in 512 that
 * began with zeros made a certificate that Go takes for malformed.
 */
export function serialNumber(random: Buffer): string {
    return `01${random.toString("hex")}`;
}

/** Node makes the keys: a hundred times faster than the certificate library, and audited. */
function createKeyPair(): { publicKey: string; privateKey: string } {
    return crypto.generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
}
