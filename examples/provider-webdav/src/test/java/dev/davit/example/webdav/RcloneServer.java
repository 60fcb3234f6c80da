package dev.davit.example.webdav;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;

/** A WebDAV server that others wrote: rclone's, on a folder of this machine. */
public final class RcloneServer implements AutoCloseable {
  private final Process process;
  private final URI base;

  private RcloneServer(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /** Starts one and waits until it answers. */
  public static RcloneServer start(Path folder, Path log) throws Exception {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "rclone",
                "serve",
                "webdav",
                "--addr",
                "127.0.0.1:" + port,
                "--dir-cache-time",
                "0",
                "--config",
                "/dev/null",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RcloneServer server = new RcloneServer(process, URI.create("http://127.0.0.1:" + port + "/"));
    server.await();
    return server;
  }

  /** Returns the address of its folder. */
  public URI base() {
    return base;
  }

  private void await() throws Exception {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException("rclone ended with " + process.exitValue());
        }
        Thread.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
