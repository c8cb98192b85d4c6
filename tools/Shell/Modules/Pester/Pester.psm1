<#
    A small stand-in for Pester 5, for machines without it. It runs the same test files in the same way:

    Discovery  runs each file once. Describe and Context run their bodies, It and the set-ups are only noted down.
    Run        runs what was noted down, block by block: BeforeAll, then the tests with BeforeEach and AfterEach
               around them, then AfterAll. Variables that a set-up makes are seen by what lies inside; what the body of a
               Describe makes is gone, as with Pester.

    There are Describe, Context, It, the six set-ups, -ForEach with <name> in names, -Skip, -Tag, $TestDrive,
    Set-ItResult, Should with the operators in Should.ps1, and Invoke-Pester with a part of its -Configuration. There
    are no mocks, no InModuleScope and no reports. What is not there is an error, not ignored. A run that finds no test
    has failed.
#>
Set-StrictMode -Version Latest

. (Join-Path $PSScriptRoot 'Scope.ps1')
. (Join-Path $PSScriptRoot 'Discovery.ps1')
. (Join-Path $PSScriptRoot 'Run.ps1')
. (Join-Path $PSScriptRoot 'Should.ps1')
. (Join-Path $PSScriptRoot 'Invoke-Pester.ps1')
