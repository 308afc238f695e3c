/** Tells the types of what is used of a package that has none: https://www.npmjs.com/package/http_ece */
declare module 'http_ece' {
  type Read = { version: 'aes128gcm'; privateKey: import('node:crypto').ECDH; authSecret: Buffer };
  const ece: { decrypt(body: Buffer, read: Read): Buffer };
  export default ece;
}
