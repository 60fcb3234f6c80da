package dev.davit.testkit.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** A key and its certificate (RFC 5280), encoded here because the JDK has no public API for it. */
record SelfSigned(PrivateKey privateKey, X509Certificate certificate) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int VALID_DAYS = 30;

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";
  private static final String COMMON_NAME = "550403";
  private static final String SUBJECT_ALT_NAME = "551d11";
  private static final String BASIC_CONSTRAINTS = "551d13";

  static SelfSigned create() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();

    byte[] algorithm = der(SEQUENCE, oid(ECDSA_WITH_SHA256));
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, oid(COMMON_NAME), text(UTF8_STRING, "localhost"))));
    Instant now = Instant.now();
    byte[] validity =
        der(
            SEQUENCE,
            text(GENERALIZED_TIME, TIME.format(now.minus(1, ChronoUnit.DAYS))),
            text(GENERALIZED_TIME, TIME.format(now.plus(VALID_DAYS, ChronoUnit.DAYS))));
    byte[] names =
        der(
            SEQUENCE,
            text(DNS_NAME, "localhost"),
            text(DNS_NAME, "*.localhost"),
            der(IP_ADDRESS, new byte[] {127, 0, 0, 1}));
    byte[] isAuthority = der(SEQUENCE, der(BOOLEAN, new byte[] {(byte) 0xff}));
    byte[] tbs =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, BigInteger.valueOf(now.toEpochMilli()).toByteArray()),
            algorithm,
            name,
            validity,
            name,
            pair.getPublic().getEncoded(),
            der(
                EXTENSIONS,
                der(
                    SEQUENCE,
                    der(SEQUENCE, oid(SUBJECT_ALT_NAME), der(OCTET_STRING, names)),
                    der(SEQUENCE, oid(BASIC_CONSTRAINTS), der(OCTET_STRING, isAuthority)))));

    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(tbs);
    byte[] encoded =
        der(SEQUENCE, tbs, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    return new SelfSigned(pair.getPrivate(), certificate);
  }

  private static byte[] oid(String hex) {
    return der(OBJECT_ID, HexFormat.of().parseHex(hex));
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] piece : contents) {
      content.writeBytes(piece);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >>> Byte.SIZE);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
