import * as assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import {
    createAuthority,
    createServingCertificate,
    serialNumber,
} from "../../../sandbox/kubernetes/certificates";

describe("the sandbox's certificates", () => {
    for (const [title, byte] of [
        ["zeros", 0x00],
        ["ones", 0xff],
    ] as const) {
        it(`have a serial number that is positive and begins with no zero byte, from ${title}`, () => {
            const serial = Buffer.from(serialNumber(Buffer.alloc(15, byte)), "hex");
            assert.equal(serial.length, 16);
            assert.ok((serial[0] ?? 0) > 0x00 && (serial[0] ?? 0xff) < 0x80);
        });
    }

    it("are signed by their own authority and made for loopback alone", () => {
        const authority = createAuthority("sandbox");
        const serving = new X509Certificate(createServingCertificate(authority).certificate);
        assert.equal(serving.checkIssued(new X509Certificate(authority.certificate)), true);
        assert.equal(serving.checkIP("127.0.0.1"), "127.0.0.1");
        assert.match(serving.serialNumber, /^01[0-9A-F]{30}$/);
    });
});
