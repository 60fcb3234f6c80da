/**
 * Aliyun OSS and Volcengine TOS on loopback: one engine, since the two are close kin, and two
 * dialects, which differ in signatures, names and the form of their documents.
 */
@NullMarked
package dev.davit.testkit.server.osstos;

import org.jspecify.annotations.NullMarked;
