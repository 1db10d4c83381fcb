/** TLS settings as Node's `tls.connect` takes them. */
export interface TlsSettings {
  rejectUnauthorized?: boolean;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  passphrase?: string;
  checkServerIdentity?: () => undefined;
  servername?: string;
}
