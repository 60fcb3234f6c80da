@echo off
rem Starts Davit on Windows; the script beside it, for every other system, explains the environment.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0.."
set "java_home=%DAVIT_JAVA_HOME%"
if not defined java_home if exist "%home%\jre\bin\java.exe" set "java_home=%home%\jre"
if not defined java_home set "java_home=%JAVA_HOME%"
if defined java_home (set "java=%java_home%\bin\java.exe") else set "java=java.exe"
if defined java_home if not exist "%java%" goto :missing
if not defined java_home for %%j in (java.exe) do if "%%~$PATH:j"=="" goto :missing

set "compiler="
set "first=%~1"
if not defined first set "first=-"
if "%first:~0,1%"=="-" set "compiler=-XX:TieredStopAtLevel=1"
for %%v in (help completion explain providers doctor) do if "%first%"=="%%v" set "compiler=-XX:TieredStopAtLevel=1"

rem Where the image brings a start cache; elsewhere Windows starts without one.
set "cache="
if exist "%home%\lib\start.aot" set "cache=-XX:AOTCache="%home%\lib\start.aot" -Xlog:aot*=off -Xlog:cds*=off"

for %%f in ("%home%\lib\davit-cli-*.jar") do set "jar=%%f"
"%java%" -XX:+UseSerialGC %compiler% -XX:-UsePerfData --enable-native-access=ALL-UNNAMED ^
  -Dguice_bytecode_gen_option=DISABLED "-Ddavit.home=%home%" %cache% %DAVIT_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:missing
echo davit: Java 21 or newer is needed, and none was found. 1>&2
echo davit: Install a JDK (for instance Temurin from https://adoptium.net), or set DAVIT_JAVA_HOME to the folder of one. 1>&2
exit /b 69
