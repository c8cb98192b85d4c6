#Requires -Version 7.6
# Proves that whoever runs the Pester files, the stand-in of tools/Shell or Pester itself, sees what is wrong with them,
# and that both say the same.
BeforeDiscovery {
    $script:runners = @(
        @{ Runner = 'the stand-in'; Argument = @('-UseStandIn') }
        if ($Host.Name -ne 'CheckpointTools.Shell' -and (Get-Module -Name Pester -ListAvailable | Where-Object Version -GE '5.0')) {
            @{ Runner = 'Pester'; Argument = @() }
        }
    )
}

Describe 'Test files run by <Runner>' -ForEach $script:runners {
    BeforeAll {
        $script:powershell = & (Join-Path $PSScriptRoot '../../tools/Get-PowerShellPath.ps1')
        function Invoke-Sample {
            param([hashtable] $File, [string[]] $Argument = @())

            $folder = Join-Path $TestDrive ([guid]::NewGuid())
            $null = New-Item -Path $folder -ItemType Directory
            foreach ($name in $File.Keys) {
                Set-Content -LiteralPath (Join-Path $folder "$name.Tests.ps1") -Value $File[$name]
            }
            $json = Join-Path $folder 'result.json'
            $all = @('-Path', $folder, '-ResultPath', $json) + $Argument
            $output = & $powershell -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'Invoke-Tests.ps1') @all 2>&1
            @{
                ExitCode = $LASTEXITCODE
                Output = @($output | ForEach-Object { "$_" })
                Result = @(Get-Content -LiteralPath $json -Raw | ConvertFrom-Json)
            }
        }

        # 'Name=Result' for each test, in alphabetical order: the order of the run is nobody's promise.
        function Get-Summary {
            param([object[]] $Result)

            @($Result | ForEach-Object { "$($_.Name)=$($_.Result)" } | Sort-Object)
        }
    }

    It 'pass where nothing is wrong' {
        $run = Invoke-Sample @{ good = "Describe 'a' { It 'b' { 1 | Should -Be 1 } }" } $Argument
        $run.ExitCode | Should -Be 0
        Get-Summary $run.Result | Should -Be 'a.b=Passed'
    }

    It 'fail for a false assertion, an error, and an unknown operator' {
        $run = Invoke-Sample @{ bad = @'
Describe 'a' {
    It 'false' { 1 | Should -Be 2 -Because 'one is not two' }
    It 'error' { throw 'oops' }
    It 'stops' { Get-Item nosuchfile -ErrorAction Stop }
    It 'operator' { 1 | Should -BeLovely }
    It 'good' { 1 | Should -Be 1 }
}
'@
        } $Argument
        $run.ExitCode | Should -Be 1
        Get-Summary $run.Result | Should -Be 'a.error=Failed', 'a.false=Failed', 'a.good=Passed', 'a.operator=Failed', 'a.stops=Failed'
        $run.Result[0].Reason | Should -BeLike 'Expected 2, because one is not two, but got 1.'
        @($run.Output -like 'FAILED  a.false (bad.Tests.ps1:2): *') | Should -HaveCount 1
    }

    It 'fail for an error outside a test, and the other files go on' {
        $run = Invoke-Sample @{
            body = "Describe 'a' { throw 'in the body'; It 'b' { } }"
            parse = "Describe 'a' { It 'b' { }"
            root = "It 'b' { }"
            good = "Describe 'a' { It 'b' { } }"
        } $Argument
        $run.ExitCode | Should -Be 1
        Get-Summary $run.Result | Should -Be @(
            'a.b=Passed', 'discovery of body.Tests.ps1=Failed', 'discovery of parse.Tests.ps1=Failed', 'discovery of root.Tests.ps1=Failed')
    }

    It 'fail for an error in a set-up, with every test that needed it' {
        $run = Invoke-Sample @{ setup = @'
Describe 'a' {
    Context 'before' { BeforeAll { throw 'before' }; It 'b' { }; Context 'deeper' { It 'c' { } } }
    Context 'after' { AfterAll { throw 'after' }; It 'b' { } }
    Context 'each' { BeforeEach { throw 'each' }; It 'b' { } }
    Context 'aftereach' { AfterEach { throw 'aftereach' }; It 'b' { } }
    It 'good' { }
}
'@
        } $Argument
        $run.ExitCode | Should -Be 1
        Get-Summary $run.Result | Should -Be @(
            'a.after.b=Passed', 'a.aftereach.b=Failed', 'a.before.b=Failed', 'a.before.deeper.c=Failed', 'a.each.b=Failed', 'a.good=Passed'
            'set-up of a.after=Failed', 'set-up of a.before=Failed')
    }

    It 'fail where there is no test' {
        $run = Invoke-Sample @{ none = "Describe 'a' { }" } $Argument
        $run.ExitCode | Should -Be 1
        Get-Summary $run.Result | Should -Be 'the run=Failed'
    }

    It 'fail where there is no file' {
        $run = Invoke-Sample @{} $Argument
        $run.ExitCode | Should -Be 1
        Get-Summary $run.Result | Should -Be 'the run=Failed'
    }

    It 'are skipped with the reason' {
        $run = Invoke-Sample @{ skip = @'
Describe 'a' {
    It 'switch' -Skip { throw 'never' }
    It 'condition' -Skip:$false { }
    It 'result' { Set-ItResult -Skipped -Because 'there is no podman'; throw 'never' }
    Context 'block' -Skip { BeforeAll { throw 'never' }; It 'b' { throw 'never' } }
}
'@
        } $Argument
        $run.ExitCode | Should -Be 0
        Get-Summary $run.Result | Should -Be 'a.block.b=Skipped', 'a.condition=Passed', 'a.result=Skipped', 'a.switch=Skipped'
        @($run.Output -like 'SKIPPED a.result*: there is no podman') | Should -HaveCount 1
        @($run.Output -like 'SKIPPED a.switch*: marked -Skip') | Should -HaveCount 1
    }

    It 'run by tag and by name' {
        $file = @{ tags = @'
Describe 'a' {
    It 'plain' { }
    It 'tagged' -Tag Slow { }
    Context 'block' -Tag Slow { It 'b' { } }
}
'@
        }
        $run = Invoke-Sample $file ($Argument + '-Tag', 'Slow')
        Get-Summary $run.Result | Should -Be 'a.block.b=Passed', 'a.plain=NotRun', 'a.tagged=Passed'
        $run = Invoke-Sample $file ($Argument + '-ExcludeTag', 'Slow')
        Get-Summary $run.Result | Should -Be 'a.block.b=NotRun', 'a.plain=Passed', 'a.tagged=NotRun'
        @($run.Result | Where-Object Name -EQ 'a.tagged').Tag | Should -Contain 'Slow'
        $run = Invoke-Sample $file ($Argument + '-Filter', 'block')
        Get-Summary $run.Result | Should -Be 'a.block.b=Passed', 'a.plain=NotRun', 'a.tagged=NotRun'
    }

    It 'see the variables that are theirs, and no others' {
        $run = Invoke-Sample @{ scope = @'
BeforeDiscovery { $words = 'one', 'two' }
BeforeAll { $top = 'top'; function Get-Top { $top } }
$atDiscovery = 'gone'
Describe 'a' {
    BeforeAll { $block = 'block'; $script:counter = 0 }
    BeforeEach { $each = "$block each" }
    AfterEach { $script:counter++ }
    It 'first' { $block = 'changed'; $own = 1; Get-Top | Should -Be 'top' }
    It 'second' {
        $block | Should -Be 'block'
        $own | Should -BeNullOrEmpty
        $atDiscovery | Should -BeNullOrEmpty
        $each | Should -Be 'block each'
        $script:counter | Should -Be 1
        Split-Path $PSCommandPath -Leaf | Should -Be 'scope.Tests.ps1'
    }
    Context 'round <_>' -ForEach $words {
        BeforeAll { $word = $_ }
        It 'has <word>, <_> and <block>' { $word | Should -Be $_; $block | Should -Be 'block' }
        It 'adds <left> to <right.Length>' -ForEach @{ left = 1; right = 'ab' } { $left + $right.Length | Should -Be 3 }
        It 'never' -ForEach @() { throw 'never' }
    }
}
'@
        } $Argument
        Get-Summary $run.Result | Should -Be @(
            'a.first=Passed', 'a.round one.adds 1 to 2=Passed', 'a.round one.has one, one and block=Passed'
            'a.round two.adds 1 to 2=Passed', 'a.round two.has two, two and block=Passed', 'a.second=Passed')
    }

    It 'have a TestDrive that forgets what a block put there' {
        $run = Invoke-Sample @{ drive = @'
Describe 'a' {
    BeforeAll { Set-Content -LiteralPath (Join-Path $TestDrive 'outer.txt') -Value 'outer' }
    Context 'one' {
        It 'writes' { Set-Content -LiteralPath (Join-Path $TestDrive 'inner.txt') -Value 'inner'; 'TestDrive:/inner.txt' | Should -Exist }
    }
    Context 'two' {
        It 'finds' { 'TestDrive:/inner.txt' | Should -Not -Exist; Join-Path $TestDrive 'outer.txt' | Should -FileContentMatch '^outer' }
    }
}
'@
        } $Argument
        Get-Summary $run.Result | Should -Be 'a.one.writes=Passed', 'a.two.finds=Passed'
    }
}
