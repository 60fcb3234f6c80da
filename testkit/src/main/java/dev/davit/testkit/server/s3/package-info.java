/**
 * A stand-in for S3 that takes the protocol literally. Behaviour and error codes follow the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">API reference</a>.
 */
@NullMarked
package dev.davit.testkit.server.s3;

import org.jspecify.annotations.NullMarked;
